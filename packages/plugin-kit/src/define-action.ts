import type { z } from 'zod'
import type { ActionContext, UserContext } from './context.ts'
import type { CheckedRoute, Route } from './route.ts'
import type { Widget } from './widget.ts'

/** Who may call: anyone, a host with its one secret, or a person by key (`user`) or by sign-in (`oauth`). */
export type Auth = 'none' | 'service' | 'user' | 'oauth'

/** `read` changes nothing; `write` adds or changes; `destructive` takes away or can't be undone. */
export type Effect = 'read' | 'write' | 'destructive'

/** At most `requests` in any `seconds` seconds. */
export interface Limit {
  requests: number
  seconds: number
}

/** How a long-running action runs in a worker. */
export interface Background {
  /** How often it is tried before it is given up; 5 when left out. */
  attempts?: number
  /** Milliseconds one try may take; 10 minutes when left out. */
  timeout?: number
  /** How many of it run at once in one worker; 5 when left out. */
  concurrency?: number
}

/** A sentence a person would say, and the input it should become. */
export interface Example<Input = unknown, Output = unknown> {
  say: string
  input: Input
  output?: Output
}

/** A zod object that an action takes as its input. */
export type InputSchema = z.ZodObject

/** The context an action gets by its own `auth`, or, where it has none, by the plugin's. */
type ContextOf<ActionAuth> = ActionAuth extends 'user' | 'oauth' ? UserContext : ActionContext

/** What the plugin must provide: `user` is left out where the action's own `auth` already makes sure of it. */
type Provided<ActionAuth, Context> = ActionAuth extends 'user' | 'oauth' ? Omit<Context, 'user'> & ActionContext : Context

export interface ActionOptions<
  Path extends Route,
  Input extends InputSchema,
  Output extends z.ZodType,
  ActionAuth extends Auth | undefined,
  Context,
> {
  /** The operationId and the MCP tool name: letters and digits, camelCase, at most 64. */
  name: string
  /** For people; made from the name when left out. */
  title?: string
  /** Read by models: when to use it, when not, what it changes. At most 300 characters, better below 200. */
  description: string
  /** At least six. */
  examples: readonly Example<z.input<Input>, z.input<Output>>[]
  /** `GET /offers/{id}`. Path parameters come from the input by name; GET and DELETE put the rest in the query, others in a JSON body. */
  route: Path & CheckedRoute<Path, keyof z.input<Input> & string>
  effect: Effect
  /** Whether it reaches beyond what the plugin itself knows (MCP `openWorldHint`). */
  openWorld?: boolean
  /** Overrides the plugin's. */
  auth?: ActionAuth
  input: Input
  output: Output
  /** Overrides the platform's limit for one user and action. */
  limit?: Limit
  /** Milliseconds until the caller gets 504, 10,000 by default and 40,000 at most (AI hosts give up after 45 s). */
  timeout?: number
  /** Makes it long-running: `run` happens in a worker, and the caller is told at once where to look for the result. */
  background?: Background
  /** Makes it ask first: what would happen, as a question to the person, such as `Book LH 1171 for 231 EUR?`. */
  confirm?: (input: z.output<Input>, context: Context) => string | Promise<string>
  /** A page that hosts show in place of the answer, and that gets it. */
  widget?: Widget
  /** The schemas give the types of input and output; the author annotates the context. */
  run: (input: z.output<Input>, context: Context) => z.input<Output> | Promise<z.input<Output>>
}

/** An action as the platform sees it. `Context` is what its `run` needs; the plugin must provide it. */
export interface Action<in Context = never> {
  name: string
  title: string
  description: string
  examples: readonly Example[]
  route: Route
  effect: Effect
  openWorld: boolean
  auth: Auth | undefined
  input: InputSchema
  output: z.ZodType
  limit: Limit | undefined
  timeout: number | undefined
  background: Background | undefined
  confirm: ((input: never, context: Context) => string | Promise<string>) | undefined
  widget: Widget | undefined
  run: (input: never, context: Context) => unknown
}

/** Declares one action of a plugin. Pure: nothing is registered anywhere. */
export function defineAction<
  const Path extends Route,
  Input extends InputSchema,
  Output extends z.ZodType,
  Context extends object = ActionContext,
  const ActionAuth extends Auth | undefined = undefined,
>(
  options: ActionOptions<Path, Input, Output, ActionAuth, Context> & RefusesMissingUser<ActionAuth, Context>,
): Action<Provided<ActionAuth, Context>> {
  return {
    ...options,
    title: options.title ?? toTitle(options.name),
    route: options.route,
    openWorld: options.openWorld ?? false,
    auth: options.auth,
    input: toStrict(options.input),
    limit: options.limit,
    timeout: options.timeout,
    background: options.background,
    widget: options.widget,
    confirm: options.confirm as Action<Provided<ActionAuth, Context>>['confirm'],
    run: options.run as Action<Provided<ActionAuth, Context>>['run'],
  }
}

/** An action that says `auth: 'none'` itself can't count on a user. */
type RefusesMissingUser<ActionAuth, Context> = ActionAuth extends Auth
  ? Context extends { user: infer Wanted }
    ? ContextOf<ActionAuth>['user'] extends Wanted
      ? unknown
      : { auth: 'user' }
    : unknown
  : unknown

/** Unknown members are an error a caller should hear about, not something to drop in silence. */
function toStrict(input: InputSchema): InputSchema {
  return input.def.catchall === undefined ? input.strict() : input
}

/** `createNote` → `Create note`. */
function toTitle(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
