import type { z } from 'zod'
import type { PageContext } from './context.ts'
import type { CheckedRoute } from './route.ts'

/** A file to be saved. */
export interface DownloadFile {
  /** `notes.zip` */
  name: string
  /** Its media type, such as `application/zip`. */
  type: string
  bytes: Uint8Array
}

export interface DownloadOptions<Path extends `GET /${string}`, Params extends z.ZodObject, Context> {
  /** `GET /exports/{token}`; not the route of an action or a page. */
  route: Path & CheckedRoute<Path, keyof z.input<Params> & string>
  /** The path parameters. What does not parse is answered as 404. */
  params: Params
  /** The file; undefined is answered as 404. Whoever has the link gets it, so the link is to hold a secret and to end. */
  load: (params: z.output<Params>, context: Context) => DownloadFile | undefined | Promise<DownloadFile | undefined>
}

/** A download as the platform sees it. */
export interface Download<in Context = never> {
  route: `GET /${string}`
  params: z.ZodObject
  load: (params: never, context: Context) => DownloadFile | undefined | Promise<DownloadFile | undefined>
}

/** Declares a file that a link in an answer leads to. It is always saved, never shown. */
export function defineDownload<const Path extends `GET /${string}`, Params extends z.ZodObject, Context extends object = PageContext>(
  options: DownloadOptions<Path, Params, Context>,
): Download<Context> {
  return { route: options.route, params: options.params, load: options.load as Download<Context>['load'] }
}
