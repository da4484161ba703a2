import type { z } from 'zod'
import type { PageContext } from './context.ts'
import type { Html } from './html.ts'
import type { CheckedRoute } from './route.ts'

/** What a link preview shows (https://ogp.me). `image` is an absolute URL. */
export interface OpenGraph {
  title: string
  description: string
  image?: string
}

export interface PageOptions<Path extends `GET /${string}`, Params extends z.ZodObject, Data, Context> {
  /** `GET /offers/{id}/page`; not the route of an action. */
  route: Path & CheckedRoute<Path, keyof z.input<Params> & string>
  /** The path parameters. What does not parse is answered as 404. */
  params: Params
  /** A link that only its owner hands out: `noindex`, `no-store`, no referrer. */
  unlisted?: boolean
  /** What the page shows; undefined is answered as 404. */
  load: (params: z.output<Params>, context: Context) => Data | undefined | Promise<Data | undefined>
  openGraph: (data: Data, context: Context) => OpenGraph
  /** The inside of `<main>`. The platform adds head, style and the plugin's name. */
  render: (data: Data, context: Context) => Html
}

/** A page as the platform sees it. */
export interface Page<in Context = never> {
  route: `GET /${string}`
  params: z.ZodObject
  unlisted: boolean
  load: (params: never, context: Context) => unknown
  openGraph: (data: never, context: Context) => OpenGraph
  render: (data: never, context: Context) => Html
}

/** Declares a page of a plugin, to be linked from answers: hosts turn its OpenGraph tags into a preview. */
export function definePage<const Path extends `GET /${string}`, Params extends z.ZodObject, Data, Context extends object = PageContext>(
  options: PageOptions<Path, Params, Data, Context>,
): Page<Context> {
  return {
    route: options.route,
    params: options.params,
    unlisted: options.unlisted ?? false,
    load: options.load as Page<Context>['load'],
    openGraph: options.openGraph as Page<Context>['openGraph'],
    render: options.render as Page<Context>['render'],
  }
}
