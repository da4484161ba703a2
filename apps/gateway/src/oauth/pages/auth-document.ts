import { html, type Html } from '@patchbay/plugin-kit'
import { noIndex, toDocument } from '../../pages/document.ts'

/** A page on which people sign in, agree or see what they agreed to. */
export function toAuthDocument({ title, head, body }: { title: string; head?: Html; body: Html }): string {
  return toDocument({ title, head: html`${noIndex}${head}`, body, isOurs: true })
}
