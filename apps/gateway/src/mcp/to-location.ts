import type { Location } from '@patchbay/plugin-kit'

/** Hints of a host in `_meta` about where a person is: `openai/userLocation`, `openai/locale`. Malformed ones are left out. */
export function toLocation(meta: Record<string, unknown>): Location {
  const place = toObject(meta['openai/userLocation'])
  const country = matching(place['country'], /^[A-Z]{2}$/)
  const code = matching(meta['openai-subdivision-1-iso-code'], subdivisionPattern) ?? toSubdivision(country, place['region'])
  const locale = matching(meta['openai/locale'], /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/i)
  return {
    ...(country && { country }),
    ...(code && { country: code.slice(0, 2), subdivision: code }),
    ...(locale && { locale }),
  }
}

const subdivisionPattern = /^[A-Z]{2}-[A-Z0-9]{1,3}$/

/** Hosts send `US-CA` or only `CA`; a region's name is no code. */
function toSubdivision(country: string | undefined, region: unknown): string | undefined {
  return matching(region, subdivisionPattern) ?? (country && matching(`${country}-${String(region)}`, subdivisionPattern))
}

function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined
}

function toObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
