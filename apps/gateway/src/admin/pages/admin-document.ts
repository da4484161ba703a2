import { html, type Html } from '@patchbay/plugin-kit'
import { noIndex, toDocument } from '../../pages/document.ts'
import type { AdminCall, AdminPage } from '../admin-page.ts'

const head = html`${noIndex}
<link rel="stylesheet" href="/assets/admin.css">`

export interface AdminDocumentOptions extends Pick<AdminCall, 'account' | 'csrf'> {
  pages: readonly AdminPage[]
  page: AdminPage
  /** What came of a form. */
  told: Html | undefined
  body: Html
}

export function toAdminDocument({ account, csrf, pages, page, told, body }: AdminDocumentOptions): string {
  const content = html`<nav class="tabs" aria-label="Pages">
${pages.map(({ path, title }) => html`<a href="${path}"${path === page.path && html` aria-current="page"`}>${title}</a>\n`)}</nav>
<div class="who"><span class="quiet">Signed in as ${account.email}</span>${toSignOut(csrf)}</div>
<h1>${page.title}</h1>
${told}
${body}`
  return toDocument({ title: `${page.title} · Patchbay Admin`, head, body: content })
}

/** For who is signed in and is no administrator. */
export function toRefusedPage({ account, csrf, issuer }: Pick<AdminCall, 'account' | 'csrf'> & { issuer: string }): string {
  const body = html`<h1>For administrators only</h1>
<p>You are signed in as <strong>${account.email}</strong>, who is not an administrator of this Patchbay. Ask one of them, or sign in as somebody else.</p>
<p class="quiet">To sign in as somebody else, sign out here and at <a href="${issuer}/account">your account</a> first.</p>
${toSignOut(csrf)}`
  return toDocument({ title: 'For administrators only', head, body })
}

export function toSignedOutPage(): string {
  const body = html`<h1>You are not signed in here</h1>
<p>You have signed out, or the sign-in was not finished.</p>
<p><a href="/auth/sign-in">Sign in</a></p>`
  return toDocument({ title: 'Not signed in', head, body })
}

function toSignOut(csrf: string): Html {
  return html`<form method="post" action="/sign-out"><input type="hidden" name="csrf" value="${csrf}"><button class="second small">Sign out</button></form>`
}
