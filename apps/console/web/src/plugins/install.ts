import type { Install, Plugin } from '@patchbay/console/api'
import { ask } from '../api/client.ts'
import { go } from '../api/use-route.ts'

interface Options {
  body?: Install
  shareToken?: string | undefined
}

/** Installs a plugin, or signs in where that is what is missing: then the browser leaves the page and comes back. Says where one is after that. */
export async function install(
  plugin: Pick<Plugin, 'id' | 'auth' | 'isInstalled'>,
  { body, shareToken }: Options = {},
): Promise<'installed' | 'elsewhere'> {
  // A token is typed on the plugin's own page.
  if (plugin.auth === 'user' && !body) {
    go(`/plugins/${plugin.id}`)
    return 'elsewhere'
  }
  const params = [plugin.id]
  const headers = shareToken === undefined ? {} : { 'x-share-token': shareToken }
  const result =
    plugin.isInstalled && !body
      ? await ask('POST /api/plugins/{id}/sign-in', { params })
      : await ask('POST /api/plugins/{id}/install', { params, body: body ?? {}, headers })
  if (result.status !== 'sign-in') return 'installed'
  location.assign(result.url)
  return 'elsewhere'
}
