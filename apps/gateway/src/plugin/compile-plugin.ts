import type { ReadyPlugin } from '@patchbay/plugin-host'
import type { AppError, Auth, Limit, Log } from '@patchbay/plugin-kit'
import { createPackage, type PluginPackage, type Site as PublicSite } from '@patchbay/surfaces'
import type { Jobs } from '@patchbay/queue'
import type { Call, Step } from '../call.ts'
import type { CheckedInput } from '../calls/checked-input.ts'
import type { Perform } from '../calls/perform-action.ts'
import type { SafeWrites } from '../calls/safe-writes.ts'
import type { Consent } from '../mcp/consent.ts'
import type { McpRoute } from '../mcp/mcp-route.ts'
import { compilePluginMcp, type PluginMcp } from '../mcp/compile-plugin-mcp.ts'
import { createJobRoutes } from '../jobs/job-routes.ts'
import type { Authorization } from '../oauth/authorization.ts'
import { compileAction } from './compile-action.ts'
import { compileDownload } from './compile-download.ts'
import { compilePage } from './compile-page.ts'
import { createOAuthRoutes } from './oauth-routes.ts'
import { createRouteTable, type RouteTable } from './route-table.ts'
import { createDocuments } from './documents.ts'
import { createInFlight } from './in-flight.ts'
import type { RawInput } from './read-input.ts'

/** What a path and method of a plugin host lead to. */
export interface Route {
  /** For log, metrics and limits: the action's name, or what kind of page it is. */
  name: string
  /** What the log shows instead of the path, which may hold the token of a link. */
  pattern: string
  auth: Auth
  /**
   * What an access token must allow, and where a client reads how to get one (RFC 9728), if people sign in to it. `all`: what to ask
   * for at first, where that is more.
   */
  oauth?: { scope: string; metadata: string; all?: readonly string[] } | undefined
  limits: { address: Limit; client: Limit; user: Limit; action: Limit }
  takesBody: boolean
  /** Checks and joins path, query and body. */
  readInput?: (raw: RawInput) => CheckedInput
  /** Runs the action. */
  perform?: Perform
  /** Answers by itself: documents, before anybody is authenticated or counted. */
  answer?: Step
  /** Sends a page once the caller is counted. */
  send?: Step
  /** Speaks MCP: which action is meant stands in the body. */
  mcp?: McpRoute
  /** Writes errors in another form than problem documents. */
  answerError?: (ctx: Call, error: AppError) => void
}

export interface CompiledPlugin {
  name: string
  routes: RouteTable
  mcp: PluginMcp
  package: PluginPackage
}

export interface CompileOptions {
  site: PublicSite
  limits: Route['limits']
  authorization: Authorization
  writes: SafeWrites
  /** Takes the jobs of background actions; without it they are run at once. */
  jobs?: Jobs | undefined
  consent: Consent
  /** Aborts when the process takes no more requests: streams end, and their callers come back to another. */
  closing?: AbortSignal | undefined
  log: Log
}

/** Builds everything a plugin host answers with: done once at start, so that a request only looks up. */
export function compilePlugin(hosted: ReadyPlugin, options: CompileOptions): CompiledPlugin {
  const { plugin } = hosted
  const limits = { ...options.limits, user: plugin.limit ?? options.limits.user }
  const setting = { ...options, hosted, limits, inFlight: createInFlight(plugin.name) }
  const routes = createRouteTable()
  const pack = createPackage(plugin, { site: options.site, logo: hosted.logo })
  for (const { path, route } of createDocuments(hosted, options.site, pack)) routes.add('GET', path, route)
  for (const { method, path, route } of createOAuthRoutes(plugin, options.authorization)) routes.add(method, path, route)
  for (const page of plugin.pages) routes.addRoute(page.route, compilePage(page, setting))
  for (const download of plugin.downloads) routes.addRoute(download.route, compileDownload(download, setting))
  for (const action of plugin.actions) routes.addRoute(action.route, compileAction(action, setting))
  for (const route of createJobRoutes(setting)) routes.addRoute(route.pattern, route)
  const { route, ...mcp } = compilePluginMcp(setting)
  routes.add('POST', '/mcp', route)
  return { name: plugin.name, routes, mcp, package: pack }
}
