import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Makes the `requestState` of an `input_required` result, which travels through the client: nobody can read it as another's or
 * for another call, change it, or use it late (2026-07-28, Multi Round-Trip Requests, Server Requirements).
 */
export interface StateSeal {
  /** @param binding who and what it is for, such as user, tool and arguments */
  seal(payload: unknown, binding: string): string
  /** Undefined for what was not sealed here, is for something else, or is too old. */
  open(text: string, binding: string): unknown
}

export interface StateSealOptions {
  key: Buffer
  /** Milliseconds a state is good for. */
  lifetime: number
}

export function createStateSeal({ key, lifetime }: StateSealOptions): StateSeal {
  const sign = (body: string, binding: string) => createHmac('sha256', key).update(`${body.length}.${body}${binding}`).digest()
  return {
    seal(payload, binding) {
      const body = Buffer.from(JSON.stringify({ payload, until: Date.now() + lifetime })).toString('base64url')
      return `${body}.${sign(body, binding).toString('base64url')}`
    },
    open(text, binding) {
      const [body = '', mark = ''] = text.split('.')
      const given = Buffer.from(mark, 'base64url')
      const expected = sign(body, binding)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
      const { payload, until } = JSON.parse(Buffer.from(body, 'base64url').toString()) as { payload: unknown; until: number }
      return until > Date.now() ? payload : undefined
    },
  }
}
