import { readCookie, toCookie } from '@patchbay/auth'
import { AppError, html, type Html } from '@patchbay/plugin-kit'
import type { RateLimiter } from '@patchbay/rate-limit'
import type { Call } from '../call.ts'
import { createAnswer } from '../documents/document-route.ts'
import { pageIcon, pageStyle } from '../documents/page-style.ts'
import { readForm, toText } from '../oauth/read-form.ts'
import { sendHtml } from '../oauth/send-html.ts'
import { seeOther } from '../oauth/sign-in-form.ts'
import { countRequest, refuseForeignForm } from '../sites/own-forms.ts'
import type { Site } from '../sites/site.ts'
import type { AdminCall, AdminPage } from './admin-page.ts'
import { adminStyle } from './admin-style.ts'
import type { AdminSignIn } from './admin-sign-in.ts'
import type { QueueBoard } from './queue-board/create-queue-board.ts'
import { toAdminDocument, toRefusedPage, toSignedOutPage } from './pages/admin-document.ts'

export interface AdminSiteOptions {
  /** `https://admin.example.com` */
  origin: string
  /** `https://auth.example.com` */
  issuer: string
  signIn: AdminSignIn
  limiter: RateLimiter
  pages: readonly AdminPage[]
  /** Answers `/queues` and what is below it, to administrators alone, instead of a page. */
  board: QueueBoard | undefined
}

/** `admin.<domain>`: for people with the role `admin`, and nobody else. */
export function createAdminSite(options: AdminSiteOptions): Site {
  const documents = new Map([
    ['/assets/page.css', createAnswer(pageStyle)],
    ['/assets/admin.css', createAnswer(adminStyle)],
    ['/assets/icon.svg', createAnswer(pageIcon)],
  ])
  return {
    name: 'admin',
    async answer(ctx, next) {
      const { path } = ctx.state
      const isGet = ctx.method === 'GET' || ctx.method === 'HEAD'
      const document = isGet ? documents.get(path) : undefined
      if (document) return document(ctx, next)
      if (!isGet && ctx.method !== 'POST')
        throw new AppError('method_not_allowed', 'Use GET or POST here.', { headers: { allow: 'GET, HEAD, POST' } })
      if (!isGet) refuseForeignForm(ctx, options.origin)
      await countRequest(ctx, options.limiter)
      ctx.set('cache-control', 'no-store')
      if (isGet && path === '/auth/sign-in') return options.signIn.begin(ctx)
      if (isGet && path === '/auth/callback') return options.signIn.end(ctx)
      if (isGet && path === '/signed-out') return sendHtml(ctx, toSignedOutPage())
      return answerPerson(ctx, options)
    },
  }
}

/** Everything else needs somebody: who is nobody signs in first, who is no administrator is told so. */
async function answerPerson(ctx: Call, options: AdminSiteOptions): Promise<void> {
  const { sessions } = options.signIn
  const isGet = ctx.method !== 'POST'
  const { path, query } = ctx.state
  const cookie = readCookie(ctx.req.headers.cookie, sessions.cookieName)
  const account = cookie === undefined ? undefined : await sessions.find(cookie)
  if (cookie === undefined || !account) {
    if (!isGet) throw new AppError('unauthorized', 'You are signed out. Open the page anew, sign in, and do it again.')
    return seeOther(ctx, `/auth/sign-in?${new URLSearchParams({ return: query ? `${path}?${query}` : path })}`)
  }
  const call: AdminCall = { ctx, account, csrf: sessions.toCsrfToken(cookie), query: new URLSearchParams(query) }
  if (path === '/sign-out' && !isGet) return signOut(call, { cookie, options })
  if (account.role !== 'admin') return sendHtml(ctx, toRefusedPage({ ...call, issuer: options.issuer }), { status: 403 })
  if (options.board && isGet && (path === '/queues' || path.startsWith('/queues/'))) return options.board.answer(ctx)
  const page = options.pages.find((each) => each.path === path)
  if (!page) throw new AppError('not_found', 'There is no such page.')
  return isGet ? showPage(call, page, options) : submit(call, page, { cookie, options })
}

interface Signed {
  cookie: string
  options: AdminSiteOptions
}

async function signOut({ ctx }: AdminCall, { cookie, options: { signIn, origin } }: Signed): Promise<void> {
  await readCheckedForm(ctx, { cookie, sessions: signIn.sessions })
  await signIn.sessions.end(cookie)
  ctx.append('set-cookie', toCookie(signIn.sessions.cookieName, '', { secure: origin.startsWith('https:'), maxAge: 0 }))
  seeOther(ctx, '/signed-out')
}

async function submit(call: AdminCall, page: AdminPage, { cookie, options }: Signed): Promise<void> {
  const form = await readCheckedForm(call.ctx, { cookie, sessions: options.signIn.sessions })
  const name = toText(form['do'])
  const action = Object.hasOwn(page.actions, name) ? page.actions[name] : undefined
  if (!action) throw new AppError('invalid_request', 'This page can’t do that. Open it anew.')
  try {
    const notice = await action(call, form)
    return notice ? await showPage(call, page, options, { notice }) : seeOther(call.ctx, page.path)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return showPage(call, page, options, { problem: error })
  }
}

async function readCheckedForm(ctx: Call, { cookie, sessions }: { cookie: string; sessions: AdminSignIn['sessions'] }) {
  const form = await readForm(ctx.req)
  if (!sessions.isCsrfToken(cookie, toText(form['csrf'])))
    throw new AppError('forbidden', 'This form is not from your own session. Open the page anew and send it from there.')
  return form
}

async function showPage(
  call: AdminCall,
  page: AdminPage,
  { pages }: AdminSiteOptions,
  { notice, problem }: { notice?: Html; problem?: AppError } = {},
): Promise<void> {
  const told = problem
    ? html`<p class="problem" role="alert">${problem.message}</p>`
    : notice && html`<div class="notice" role="status">${notice}</div>`
  const body = await page.show(call)
  sendHtml(call.ctx, toAdminDocument({ ...call, pages, page, told, body }), { status: problem?.status ?? 200 })
}
