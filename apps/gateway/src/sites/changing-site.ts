import type { Site } from './site.ts'

/** A site that is built anew after each change of what it shows; until then it answers as it was built. */
export function createChangingSite(name: string, options: { readVersion: () => unknown; create: () => Site }): Site {
  let version: unknown
  let site: Site | undefined
  const current = () => {
    const now = options.readVersion()
    if (!site || now !== version) site = options.create()
    version = now
    return site
  }
  return {
    name,
    get plugin() {
      return current().plugin!
    },
    answer: (ctx, next) => current().answer!(ctx, next),
  }
}
