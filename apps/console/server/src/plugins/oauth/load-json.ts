import type { SafeRequest } from '@patchbay/safe-fetch'

/** A metadata document; undefined when there is none. */
export async function loadJson(request: SafeRequest, url: string): Promise<unknown> {
  try {
    const answer = await request({
      url: new URL(url),
      origin: 'typed',
      timeout: 10_000,
      maxBytes: 65_536,
      headers: [['accept', 'application/json']],
    })
    return answer.status === 200 ? (JSON.parse(answer.body.toString()) as unknown) : undefined
  } catch {
    return undefined
  }
}
