import { html, type Html } from '@patchbay/plugin-kit'
import { toAuthDocument } from './auth-document.ts'

/** Says one thing. */
export function toMessagePage(options: { title: string; text: string | Html; quiet?: string | undefined }): string {
  const body = html`<h1>${options.title}</h1><p>${options.text}</p>${options.quiet && html`<p class="quiet">${options.quiet}</p>`}`
  return toAuthDocument({ title: options.title, body })
}

/** An error of the authorization server that can't be told to the program that asked. */
export function toOAuthErrorPage(error: { code: string; description: string | undefined }): string {
  const isOver = /session|interaction|expired/i.test(error.description ?? '')
  const text = isOver
    ? 'This sign-in took too long, was finished already, or was begun in another browser. Go back to the program and start it again.'
    : 'The program that sent you here asked in a way that can’t be answered safely. Nothing was allowed. Tell the people who make it what stands below.'
  return toMessagePage({ title: 'This can’t go on', text, quiet: [error.code, error.description].filter(Boolean).join(': ') })
}
