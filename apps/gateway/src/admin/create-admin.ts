import { createKeys, createUsage, type Secret } from '@patchbay/auth'
import type { Config } from '@patchbay/config'
import type { PlatformDatabase } from '@patchbay/database'
import type { HostedPlugin, WatchedSwitches } from '@patchbay/plugin-host'
import type { Authorization } from '../oauth/authorization.ts'
import type { Site } from '../sites/site.ts'
import { createQueueBoard } from './queue-board/create-queue-board.ts'
import type { AdminPage } from './admin-page.ts'
import { createAdminSignIn } from './admin-sign-in.ts'
import { createAdminSite } from './admin-site.ts'
import { createAuditPage } from './pages/audit-page.ts'
import { createClientsPage } from './pages/clients-page.ts'
import { createDoctorPage } from './pages/doctor-page.ts'
import { createJobsPage } from './pages/jobs-page.ts'
import { createKeysPage } from './pages/keys-page.ts'
import { createPeoplePage } from './pages/people-page.ts'
import { createPluginsPage } from './pages/plugins-page.ts'
import { createQueuesPage } from './pages/queues-page.ts'
import { createUsagePage } from './pages/usage-page.ts'

export interface AdminOptions {
  config: Config
  database: PlatformDatabase
  secret: Secret
  authorization: Authorization
  plugins: readonly HostedPlugin[]
  switches: WatchedSwitches
  toOrigin: (name: string) => string
}

export interface Admin {
  site: Site
  close(): Promise<void>
}

/** The site of `admin.<domain>` with all its pages. */
export function createAdmin(options: AdminOptions): Admin {
  const { authorization, toOrigin, plugins } = options
  const { provider, audit, limiter } = authorization
  const own = { origin: toOrigin('admin'), issuer: authorization.issuer.origin }
  const redisUrl = options.config.services?.redisUrl
  const board = redisUrl === undefined ? undefined : createQueueBoard({ redisUrl, plugins })
  const signIn = createAdminSignIn({ ...options, ...own, provider, audit })
  return {
    site: createAdminSite({ ...own, limiter, board, signIn, pages: createPages(options) }),
    async close() {
      await board?.close()
    },
  }
}

function createPages(options: AdminOptions): AdminPage[] {
  const { config, authorization, database, toOrigin } = options
  const { audit, accounts, clients, resources } = authorization
  const usage = createUsage(database)
  const names = options.plugins.map(({ name }) => name)
  const signedInTo = names.filter((name) => resources.byName(name))
  return [
    createPluginsPage({ ...options, usage, audit }),
    createJobsPage({ database, audit }),
    createPeoplePage({ authorization, domain: config.url.host }),
    createKeysPage({ keys: createKeys(database), audit, plugins: names }),
    createClientsPage({ clients, audit, plugins: signedInTo, toOrigin }),
    createDoctorPage({ config, database, plugins: signedInTo }),
    createUsagePage({ usage, limits: config.limits }),
    createAuditPage({ audit, accounts, plugins: names }),
    createQueuesPage(),
  ]
}
