import { AppError, type Download, type DownloadFile, type PageContext } from '@patchbay/plugin-kit'
import type { ActionSetting } from './compile-action.ts'
import type { Route } from './compile-plugin.ts'
import { createInputReader } from './read-input.ts'
import { readParams } from './read-params.ts'

const downloadTimeout = 30_000

/** A file of a plugin: found by its path alone, counted like any anonymous call, saved and never shown. */
export function compileDownload(download: Download, setting: ActionSetting): Route {
  const { hosted, site, log, inFlight } = setting
  const load = download.load as (params: unknown, context: PageContext) => DownloadFile | undefined | Promise<DownloadFile | undefined>
  const readInput = createInputReader(download.params, download.route)
  return {
    name: 'download',
    pattern: download.route,
    auth: 'none',
    limits: setting.limits,
    takesBody: false,
    async send(ctx) {
      const { requestId, pathValues } = ctx.state
      using slot = inFlight.enter(downloadTimeout)
      const context = { ...hosted.services, log, requestId, origin: site.origin, signal: slot.signal }
      const params = readParams(() => readInput({ pathValues, query: '', body: undefined }))
      const file = params === undefined ? undefined : ((await slot.race(load(params, context))) as DownloadFile | undefined)
      if (!file) throw new AppError('not_found', 'There is no such file. The link may have ended.')
      ctx.status = 200
      ctx.type = file.type
      ctx.set('content-disposition', `attachment; filename="${toSafeName(file.name)}"`)
      ctx.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
      ctx.set('cache-control', 'no-store')
      ctx.set('x-robots-tag', 'noindex, nofollow')
      ctx.body = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength)
    },
  }
}

function toSafeName(name: string): string {
  return name.replace(/[^\w.-]+/g, '-').slice(0, 100)
}
