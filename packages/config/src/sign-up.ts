import type { Reader } from './reader.ts'

/** Who may make an account for themselves. */
export interface SignUpConfig {
  /** `closed`: nobody, and there are no invitations; `invited`: who was invited; `domains`: addresses of these domains; `open`: everybody. */
  policy: 'closed' | 'invited' | 'domains' | 'open'
  domains: string[]
}

export interface MailConfig {
  url: string
  from: string
}

/** @param isTrial whether this Patchbay is http on localhost, where nobody else can come */
export function readSignUp(read: Reader, isTrial: boolean): SignUpConfig {
  const policies = ['closed', 'invited', 'domains', 'open'] as const
  const text = read.text('SIGN_UP') ?? (isTrial ? 'open' : 'invited')
  const policy = policies.find((each) => each === text)
  if (!policy) read.problem('SIGN_UP', `must be one of ${policies.join(', ')}`)
  const domains = (read.list('SIGN_UP_DOMAINS') ?? []).map((domain) => domain.toLowerCase())
  if (policy === 'domains' && domains.length === 0)
    read.problem('SIGN_UP_DOMAINS', 'is missing: SIGN_UP=domains needs the domains, such as example.com')
  if (domains.some((domain) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)))
    read.problem('SIGN_UP_DOMAINS', 'must be domains such as example.com, comma-separated')
  return { policy: policy ?? 'closed', domains }
}

/** Undefined where there is no server to send mail with. */
export function readMail(read: Reader, hostname: string): MailConfig | undefined {
  const url = read.url('SMTP_URL', ['smtp:', 'smtps:'])
  const from = read.text('MAIL_FROM') ?? `Patchbay <no-reply@${hostname}>`
  if (/[\r\n]/.test(from) || !from.includes('@')) read.problem('MAIL_FROM', 'must be like Patchbay <no-reply@example.com>')
  return url === undefined ? undefined : { url, from }
}
