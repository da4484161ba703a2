import type { SafeRequest } from '@patchbay/safe-fetch'
import type { LinkPreview } from '../api.ts'
import type { ImageProxy } from './image-proxy.ts'
import { readOpenGraph } from './read-open-graph.ts'

export interface Previews {
  /**
   * What a link leads to; undefined when nothing can be said of it. Remembered for ten minutes, but not from before `since`: what it leads
   * to may have been changed by what was said then.
   */
  load(url: string, since: Date): Promise<LinkPreview | undefined>
}

const keptFor = 600_000
const mostKept = 500
const mostBytes = 512 * 1024

export function createPreviews({ request, images }: { request: SafeRequest; images: ImageProxy }): Previews {
  const kept = new Map<string, { at: number; preview: Promise<LinkPreview | undefined> }>()
  return {
    load(url, since) {
      const old = kept.get(url)
      if (old && old.at > Math.max(Date.now() - keptFor, since.getTime())) return old.preview
      const preview = read(request, images, url).catch(() => undefined)
      kept.delete(url)
      kept.set(url, { at: Date.now(), preview })
      // The oldest stands first.
      if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
      return preview
    },
  }
}

async function read(request: SafeRequest, images: ImageProxy, url: string): Promise<LinkPreview | undefined> {
  const headers = [
    ['accept', 'text/html'],
    ['user-agent', 'Patchbay-Console/0.1 (link previews)'],
  ] as const
  const limits = { timeout: 8000, maxBytes: mostBytes, cuts: true, mayFollow: () => true }
  const answer = await request({ url: new URL(url), origin: 'found', headers, ...limits })
  const type = answer.headers.find(([name]) => name === 'content-type')?.[1] ?? ''
  if (answer.status !== 200 || !/^(?:text\/html|application\/xhtml\+xml)\b/i.test(type)) return undefined
  const { siteName, title, description, image } = readOpenGraph(answer.body.toString('utf8'))
  if (title === null && description === null) return undefined
  const picture = image === null ? null : URL.parse(image, answer.url.href)
  const isPicture = picture !== null && /^https?:$/.test(picture.protocol)
  return { url, host: new URL(url).host, siteName, title, description, image: isPicture ? images.toPath(picture.href) : null }
}
