import type { Secret } from '@patchbay/auth'
import { AppError } from '@patchbay/plugin-kit'
import type { SafeRequest } from '@patchbay/safe-fetch'
import { createHmac, timingSafeEqual } from 'node:crypto'

export interface Image {
  type: string
  body: Buffer
}

/** Pictures of other sites, fetched here, so that the page asks nobody but the console. Only what was signed here is fetched. */
export interface ImageProxy {
  /** A path of the console. */
  toPath(url: string): string
  /** @throws AppError `not_found` when it was not signed here, or is no picture. */
  load(url: string, signature: string): Promise<Image>
  /** The logo of a plugin. Only at the address that a person typed it may be on this machine. */
  logo(url: string, plugin: { url: string }): Promise<Image>
}

const most = 2 * 1024 * 1024

/** What a picture begins with: what the server says of its type is not believed. SVG is none: it may hold scripts. */
const kinds: [type: string, begin: RegExp][] = [
  ['image/png', /^\x89PNG\r\n/],
  ['image/jpeg', /^\xFF\xD8\xFF/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF....WEBP/s],
  ['image/avif', /^....ftypavi[fs]/s],
]

export function createImageProxy({ request, secret }: { request: SafeRequest; secret: Secret }): ImageProxy {
  const key = secret.derive('console images')
  const sign = (url: string) => createHmac('sha256', key).update(url).digest('base64url')

  const load = async (url: string, origin: 'typed' | 'found'): Promise<Image> => {
    const parsed = URL.parse(url)
    if (!parsed) throw noPicture()
    const mayFollow = (_from: URL, to: URL) => origin === 'found' || to.origin === parsed.origin
    const limits = { timeout: 10_000, maxBytes: most, mayFollow }
    const answer = await request({ url: parsed, origin, headers: [['accept', 'image/*']], ...limits }).catch((cause: unknown) => {
      throw new AppError('not_found', 'There is no picture at this address.', { cause })
    })
    const begin = answer.body.toString('latin1', 0, 16)
    const type = kinds.find(([, pattern]) => pattern.test(begin))?.[0]
    if (answer.status !== 200 || !type) throw noPicture()
    return { type, body: answer.body }
  }

  return {
    toPath: (url) => `/api/image?${new URLSearchParams({ url, signature: sign(url) })}`,
    logo: (url, plugin) => load(url, URL.parse(url)?.origin === URL.parse(plugin.url)?.origin ? 'typed' : 'found'),
    async load(url, signature) {
      const [sent, right] = [Buffer.from(signature), Buffer.from(sign(url))]
      if (sent.length !== right.length || !timingSafeEqual(sent, right)) throw noPicture()
      return load(url, 'found')
    },
  }
}

function noPicture(): AppError {
  return new AppError('not_found', 'There is no picture at this address.')
}
