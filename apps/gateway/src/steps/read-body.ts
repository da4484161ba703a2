import { AppError } from '@patchbay/plugin-kit'
import type { Step } from '../call.ts'
import { parseJson } from '../json/parse-json.ts'
import { hasBody, readBytes } from '../json/read-bytes.ts'

/** Reads and parses the JSON body of an action that takes one; refuses a body where none belongs. */
export function readBody(): Step {
  return async (ctx, next) => {
    const { state, req } = ctx
    if (state.route!.takesBody) {
      const bytes = await readBytes(req)
      state.bytesIn = bytes.length
      state.body = bytes.length === 0 ? {} : parseJson(bytes)
    } else if (hasBody(req))
      throw new AppError('invalid_request', `${state.route!.name} takes its input from path and query. Leave the body out.`)
    return next()
  }
}
