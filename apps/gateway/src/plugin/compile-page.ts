import type { CallState } from '../call.ts'
import { AppError, type Page, type PageContext } from '@patchbay/plugin-kit'
import { pagePolicy } from '../pages/document.ts'
import { toPage } from '../pages/plugin-page.ts'
import type { ActionSetting } from './compile-action.ts'
import type { Route } from './compile-plugin.ts'
import { createInputReader } from './read-input.ts'
import { readParams } from './read-params.ts'

const pageTimeout = 10_000

/** A page of a plugin: found by its path alone, read without a key, counted like any anonymous call. */
export function compilePage(page: Page, setting: ActionSetting): Route {
  const render = createPageRenderer(page, setting)
  return {
    name: 'page',
    pattern: page.route,
    auth: 'none',
    limits: setting.limits,
    takesBody: false,
    async send(ctx) {
      const body = await render(ctx.state)
      ctx.status = 200
      ctx.type = 'text/html; charset=utf-8'
      ctx.set('content-security-policy', pagePolicy)
      ctx.set('cache-control', page.unlisted ? 'no-store' : 'public, max-age=60')
      if (page.unlisted) ctx.set('x-robots-tag', 'noindex, nofollow')
      ctx.body = body
    },
  }
}

type PageRequest = Pick<CallState, 'requestId' | 'pathValues' | 'path'>

/** Makes the function that loads and writes a page. It throws AppError `not_found`. */
export function createPageRenderer(page: Page, setting: ActionSetting): (request: PageRequest) => Promise<string> {
  const { hosted, site, log, inFlight } = setting
  const load = page.load as (params: unknown, context: PageContext) => unknown
  const readInput = createInputReader(page.params, page.route)
  return async ({ requestId, pathValues, path }) => {
    using slot = inFlight.enter(pageTimeout)
    const context = { ...hosted.services, log, requestId, origin: site.origin, signal: slot.signal }
    const params = readParams(() => readInput({ pathValues, query: '', body: undefined }))
    const data = params && (await slot.race(load(params, context)))
    if (data === undefined || data === null) throw new AppError('not_found', 'There is no such page. It may have been taken back.')
    return toPage({ page, plugin: hosted.plugin, data, context, url: `${site.origin}${path}` })
  }
}
