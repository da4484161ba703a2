import { z } from 'zod'
import type { PageContext } from '../context.ts'
import type { Download, DownloadFile } from '../define-download.ts'
import type { OpenGraph, Page } from '../define-page.ts'
import type { Plugin } from '../define-plugin.ts'
import type { Html } from '../html.ts'
import { createPageContext, type TestSetting } from './test-context.ts'

export interface LoadedPage {
  /** The inside of `<main>`. */
  html: string
  openGraph: OpenGraph
}

export interface PageCall {
  plugin: Plugin
  services: object
  setting: TestSetting
}

/** Fetches a file by its path, or by a link to it from an answer; undefined is what the platform answers as 404. */
export async function loadDownload(path: string, { plugin, services, setting }: PageCall): Promise<DownloadFile | undefined> {
  const found = findPage(plugin.downloads, toPath(path, setting.origin))
  const params = found?.page.params.safeParse(found.values)
  if (!found || !params?.success) return undefined
  const load = found.page.load as unknown as (params: unknown, context: PageContext) => Promise<DownloadFile | undefined>
  return load(params.data, { ...createPageContext(setting), ...services })
}

/** Opens a page by its path, or by a link to it from an answer; undefined is what the platform answers as 404. */
export async function loadPage(path: string, { plugin, services, setting }: PageCall): Promise<LoadedPage | undefined> {
  const found = findPage(plugin.pages, toPath(path, setting.origin))
  const params = found?.page.params.safeParse(found.values)
  if (!found || !params?.success) return undefined
  const context: PageContext = { ...createPageContext(setting), ...services }
  const { load, openGraph, render } = found.page as unknown as OpenedPage
  const data = await load(params.data, context)
  if (data === undefined || data === null) return undefined
  return { html: render(data, context).text, openGraph: openGraph(data, context) }
}

interface OpenedPage {
  load: (params: unknown, context: PageContext) => unknown
  openGraph: (data: unknown, context: PageContext) => OpenGraph
  render: (data: unknown, context: PageContext) => Html
}

interface FoundPage<Kind> {
  page: Kind
  values: Record<string, unknown>
}

function findPage<Kind extends Page | Download>(pages: readonly Kind[], path: string): FoundPage<Kind> | undefined {
  for (const page of pages) {
    const match = toPattern(page.route).exec(path)
    if (!match) continue
    const texts = Object.entries(match.groups ?? {}).map(([name, text]) => [name, decode(text)] as const)
    if (texts.some(([, text]) => text === undefined)) return undefined
    return { page, values: Object.fromEntries(texts.map(([name, text]) => [name, toTyped(text!, page.params, name)])) }
  }
  return undefined
}

function toPattern(route: string): RegExp {
  const path = route.slice('GET '.length).replace(/[.~-]/g, '\\$&')
  return new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** Text from the URL becomes a number or boolean where the schema asks for one. */
function toTyped(text: string, params: z.ZodObject, name: string): unknown {
  const property = z.toJSONSchema(params, { io: 'input' }).properties?.[name]
  const type = typeof property === 'object' ? property.type : undefined
  if ((type === 'number' || type === 'integer') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

function toPath(path: string, origin: string): string {
  const url = new URL(path, origin)
  if (url.origin === origin) return url.pathname
  throw new TypeError(`${path} is not a page of this plugin. In tests its pages are on ${origin}.`)
}
