import { z } from 'zod'
import type { ActionContext, PageContext, SetupContext, UserContext } from './context.ts'
import type { Action, Auth, Limit } from './define-action.ts'
import type { Job } from './define-job.ts'
import type { Download } from './define-download.ts'
import type { Page } from './define-page.ts'
import { findDefinitionErrors } from './definition-rules.ts'
import { findKnowledgeErrors, type Knowledge } from './knowledge.ts'

type ContextFor<PluginAuth> = PluginAuth extends 'user' | 'oauth' ? UserContext : ActionContext

export interface PluginOptions<PluginAuth extends Auth, Config extends z.ZodObject, Services extends object> {
  /** The subdomain: lower-case letters, digits and hyphens. Models see it with `_` for `-`. */
  name: string
  /** For people, at most 20 characters. */
  title: string
  /** For people, at most 100 characters. */
  summary: string
  /** Read by models, at most 8,000 characters: what it is for, and what it can't do. */
  description: string
  /** Who may call, unless an action says otherwise. */
  auth: PluginAuth
  /** A square PNG, 512 × 512: `new URL('../logo.png', import.meta.url)`. */
  logo: URL
  /** What the terms and privacy pages say, a paragraph a string; the operator's general text when left out. */
  legal?: { terms?: readonly string[]; privacy?: readonly string[] }
  /** Settings from the environment: `duffelToken` of the plugin `flights` is `FLIGHTS_DUFFEL_TOKEN`. Mark secrets with `secret()`. */
  config?: Config
  /** SQL by name, run once each in the order of their names, in the plugin's own schema and in one transaction. */
  migrations?: Readonly<Record<string, string>>
  /** Overrides the platform's limits for one user in this plugin. */
  limit?: Limit
  actions: readonly Action<ContextFor<PluginAuth> & Services>[]
  pages?: readonly Page<PageContext & Services>[]
  /** Files that links in answers lead to. */
  downloads?: readonly Download<PageContext & Services>[]
  /** Internal and scheduled work. */
  jobs?: readonly Job<never, ActionContext & Services>[]
  /** What it knows, for hosts that search and read. */
  knowledge?: Knowledge<ContextFor<PluginAuth> & Services>
}

export interface SetupOptions<Config extends z.ZodObject, Services extends object> {
  /** Makes what the actions and pages work with, once at start. */
  setup: (context: SetupContext<z.output<NoInfer<Config>>>) => Services | Promise<Services>
}

/** A plugin as the platform sees it. */
export interface Plugin {
  name: string
  title: string
  summary: string
  description: string
  auth: Auth
  logo: URL
  legal: { terms?: readonly string[]; privacy?: readonly string[] }
  config: z.ZodObject
  migrations: Readonly<Record<string, string>>
  limit: Limit | undefined
  setup: ((context: SetupContext<never>) => object | Promise<object>) | undefined
  actions: readonly Action[]
  pages: readonly Page[]
  downloads: readonly Download[]
  jobs: readonly Job[]
  knowledge: Knowledge | undefined
}

/**
 * Declares a plugin: the default export of its package.
 *
 * @throws TypeError that lists everything the platform can't serve: malformed or reserved names and routes, path
 * parameters that are not in the input, two of a name or route, a GET that writes.
 */
export function definePlugin<
  const PluginAuth extends Auth,
  Services extends object,
  Config extends z.ZodObject = z.ZodObject<Record<never, never>>,
>(options: PluginOptions<PluginAuth, Config, Services> & SetupOptions<Config, Services>): Plugin
export function definePlugin<const PluginAuth extends Auth>(
  options: PluginOptions<PluginAuth, z.ZodObject<Record<never, never>>, object>,
): Plugin
export function definePlugin(options: PluginOptions<Auth, z.ZodObject, object> & Partial<SetupOptions<z.ZodObject, object>>): Plugin {
  const plugin: Plugin = {
    ...options,
    legal: options.legal ?? {},
    config: options.config ?? z.object({}),
    migrations: options.migrations ?? {},
    limit: options.limit,
    setup: options.setup as Plugin['setup'],
    actions: options.actions as readonly Action[],
    pages: (options.pages ?? []) as readonly Page[],
    downloads: (options.downloads ?? []) as readonly Download[],
    jobs: (options.jobs ?? []) as readonly Job[],
    knowledge: options.knowledge as Knowledge | undefined,
  }
  const errors = [...findDefinitionErrors(plugin), ...findKnowledgeErrors(plugin)]
  if (errors.length > 0) throw new TypeError(`Plugin ${JSON.stringify(options.name)} can't be served:\n- ${errors.join('\n- ')}`)
  return plugin
}

/** The `auth` that counts for an action: its own, else the plugin's. */
export function authOf(plugin: Plugin, action: Action): Auth {
  return action.auth ?? plugin.auth
}

/** A setting that must not be shown or logged. */
export function secret(): z.ZodString {
  return z.string().min(1).meta({ secret: true })
}
