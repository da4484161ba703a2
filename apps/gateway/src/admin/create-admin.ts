import { createUsage, type Secret } from '@patchbay/auth'
import type { Config } from '@patchbay/config'
import type { PlatformDatabase } from '@patchbay/database'
import type { HostedPlugin, WatchedSwitches } from '@patchbay/plugin-host'
import type { Authorization } from '../oauth/authorization.ts'
import type { Site } from '../sites/site.ts'
import type { AdminPage } from './admin-page.ts'
import { createAdminSignIn } from './admin-sign-in.ts'
import { createAdminSite } from './admin-site.ts'
import { createJobsPage } from './pages/jobs-page.ts'
import { createPeoplePage } from './pages/people-page.ts'
import { createPluginsPage } from './pages/plugins-page.ts'

export interface AdminOptions {
  config: Config
  database: PlatformDatabase
  secret: Secret
  authorization: Authorization
  plugins: readonly HostedPlugin[]
  switches: WatchedSwitches
  toOrigin: (name: string) => string
}

/** The site of `admin.<domain>` with all its pages. */
export function createAdmin(options: AdminOptions): Site {
  const { authorization, toOrigin } = options
  const { provider, audit, limiter } = authorization
  const site = { origin: toOrigin('admin'), issuer: authorization.issuer.origin }
  return createAdminSite({
    ...site,
    limiter,
    signIn: createAdminSignIn({ ...options, ...site, provider, audit }),
    pages: createPages(options),
  })
}

function createPages(options: AdminOptions): AdminPage[] {
  const { config, authorization, database } = options
  const { audit } = authorization
  const usage = createUsage(database)
  const domain = config.url.host
  return [createPluginsPage({ ...options, usage, audit }), createJobsPage({ database, audit }), createPeoplePage({ authorization, domain })]
}
