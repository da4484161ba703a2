import type { Secret } from '@patchbay/auth'

/** Who has just signed in elsewhere, and for which page. */
interface SignedIn {
  accountId: string
  /** `/interaction/{uid}` */
  next: string
}

/** Milliseconds for the way from the callback to the page. */
const lifetime = 60_000

/** For the address of the page: it opens for this page alone, which only goes on in the browser where the sign-in began. */
export function sealSignIn(secret: Pick<Secret, 'seal'>, { accountId, next }: SignedIn): string {
  return secret.seal(JSON.stringify({ accountId, next, at: Date.now() })).toString('base64url')
}

/** The person; undefined for what was sealed for another page, or too long ago. */
export function openSignIn(secret: Pick<Secret, 'open'>, sealed: string, page: string): string | undefined {
  try {
    const { accountId, next, at } = JSON.parse(secret.open(Buffer.from(sealed, 'base64url'))) as SignedIn & { at: number }
    return next === page && Date.now() - at < lifetime ? accountId : undefined
  } catch {
    return undefined
  }
}
