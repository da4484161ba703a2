export type Fetch = typeof globalThis.fetch

export interface JsonAnswer {
  status: number
  headers: Headers
  /** `{}` when the body is no JSON object. */
  json: Record<string, unknown>
}

/** Asks, for an answer in JSON. */
export async function askJson(fetch: Fetch, url: string, init: RequestInit = {}): Promise<JsonAnswer> {
  const headers = { accept: 'application/json', ...(init.headers as Record<string, string> | undefined) }
  const response = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(10_000) })
  return { status: response.status, headers: response.headers, json: toObject(await response.text()) }
}

/** @throws Error that says what came instead */
export async function readDocument(fetch: Fetch, url: string): Promise<Record<string, unknown>> {
  const { status, json } = await askJson(fetch, url)
  if (status !== 200 || Object.keys(json).length === 0) throw new Error(`${url} answers ${status} instead of a JSON document`)
  return json
}

/** @throws Error when it is not what it must be */
export function expectValue(what: string, value: unknown, expected: string): void {
  if (value !== expected) throw new Error(`${what} is ${JSON.stringify(value) ?? 'missing'}, not ${JSON.stringify(expected)}`)
}

function toObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
