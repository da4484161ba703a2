import { html } from '@patchbay/plugin-kit'
import type { Context } from 'koa'
import type { Problem } from '../problem.ts'
import { noIndex, toDocument } from './document.ts'

/** Whether a person's browser asked, by a link or a form: it names HTML, programs do not. */
export function prefersHtml(ctx: Pick<Context, 'method' | 'req'>): boolean {
  return (ctx.method === 'GET' || ctx.method === 'POST') && (ctx.req.headers.accept ?? '').startsWith('text/html')
}

/** The same problem for a person. */
export function toErrorPage(problem: Problem): string {
  const body = html`<h1>${problem.title}</h1>
    <p>${problem.detail}</p>
    <p class="quiet">Status ${problem.status}, request ${problem.requestId}</p>`
  return toDocument({ title: problem.title, head: noIndex, body })
}
