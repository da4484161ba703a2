import { AppError } from '@patchbay/plugin-kit'

const mostRedirects = 3

/**
 * Fetches what a person named. `fetch` reaches the public internet only, for each redirect anew.
 *
 * @throws AppError `unprocessable` in words for the person
 */
export async function fetchBytes(
  fetch: typeof globalThis.fetch,
  address: string,
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array; name: string }> {
  let url = new URL(address)
  for (let hops = 0; hops <= mostRedirects; hops++) {
    const response = await ask(fetch, url, signal)
    const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : undefined
    if (!location) return { bytes: await read(response, url), name: url.pathname.split('/').at(-1)! || url.host }
    await response.body?.cancel()
    url = new URL(location, url)
  }
  throw new AppError('unprocessable', `${address} redirects more than ${mostRedirects} times. Give the address it leads to.`)
}

async function ask(fetch: typeof globalThis.fetch, url: URL, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { signal, redirect: 'manual' })
  } catch (error) {
    signal.throwIfAborted()
    throw unreachable(url, error)
  }
}

async function read(response: Response, url: URL): Promise<Uint8Array> {
  if (!response.ok)
    throw new AppError('unprocessable', `${url.host} answered ${response.status}. Is the address right, and open to everybody?`)
  try {
    return new Uint8Array(await response.arrayBuffer())
  } catch (error) {
    throw unreachable(url, error)
  }
}

function unreachable(url: URL, cause: unknown): AppError {
  return new AppError(
    'unprocessable',
    `${url.host} can’t be reached, is too slow, or gives more than 20 MB. The address must be https and open to everybody.`,
    { cause },
  )
}
