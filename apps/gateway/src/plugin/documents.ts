import type { ReadyPlugin } from '@patchbay/plugin-host'
import {
  toManifest,
  toOpenApi,
  toProtectedResource,
  toScopes,
  toYaml,
  type PluginPackage,
  type Site as PublicSite,
} from '@patchbay/surfaces'
import { createDocument, type DocumentContent } from '../documents/document-route.ts'
import { pageStyle } from '../documents/page-style.ts'
import { referenceScript, toReferencePage } from '../documents/reference.ts'
import { toFrontPage } from '../pages/front-page.ts'
import { toLegalPage, toPrivacyPage } from '../pages/legal-pages.ts'
import type { Route } from './compile-plugin.ts'

/** Everything a plugin host serves that does not change while the process runs. */
export function createDocuments(hosted: ReadyPlugin, site: PublicSite, pack: PluginPackage): { path: string; route: Route }[] {
  const { plugin, logo } = hosted
  const openApi = toOpenApi(plugin, site)
  const contents: Record<string, DocumentContent> = {
    '/': { type: 'text/html; charset=utf-8', body: toFrontPage(plugin, site) },
    '/.well-known/ai-plugin.json': { type: 'application/json; charset=utf-8', body: JSON.stringify(toManifest(plugin, site), null, 2) },
    '/openapi.json': { type: 'application/json; charset=utf-8', body: JSON.stringify(openApi, null, 2) },
    '/openapi.yaml': { type: 'application/yaml; charset=utf-8', body: toYaml(openApi) },
    '/plugin.zip': { type: 'application/zip', body: Buffer.from(pack.bytes), fileName: `${plugin.name}.zip` },
    '/logo.png': { type: 'image/png', body: logo },
    '/favicon.ico': { type: 'image/png', body: logo },
    '/robots.txt': { type: 'text/plain; charset=utf-8', body: 'User-agent: *\nAllow: /\n' },
    '/legal': { type: 'text/html; charset=utf-8', body: toLegalPage(plugin, site) },
    '/privacy': { type: 'text/html; charset=utf-8', body: toPrivacyPage(plugin, site) },
    '/docs': toReferencePage(plugin),
    '/assets/reference.js': referenceScript,
    '/assets/page.css': pageStyle,
  }
  if (site.appsChallenge) contents['/.well-known/openai-apps-challenge'] = { type: 'text/plain; charset=utf-8', body: site.appsChallenge }
  if (toScopes(plugin).length > 0) {
    for (const path of ['', '/mcp'] as const) {
      const body = JSON.stringify(toProtectedResource(plugin, site, path), null, 2)
      contents[`/.well-known/oauth-protected-resource${path}`] = { type: 'application/json; charset=utf-8', body }
    }
  }
  return Object.entries(contents).map(([path, content]) => ({ path, route: createDocument(path, content) }))
}
