import type { Step } from '../call.ts'
import { parseJson } from '../json/parse-json.ts'
import { readBytes } from '../json/read-bytes.ts'

/** Reads and parses the JSON body of an action that takes one; refuses a body where none belongs. */
export function readBody(): Step {
  return async (ctx, next) => {
    const { state, req } = ctx
    if (state.route!.takesBody) {
      const bytes = await readBytes(req)
      state.bytesIn = bytes.length
      state.body = bytes.length === 0 ? {} : parseJson(bytes)
    }
    return next()
  }
}
