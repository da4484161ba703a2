import { createSdkPath, type SdkPath, type SdkPathOptions } from './sdk-path.ts'
import type { McpService } from './service.ts'
import { refuseEarly } from './refuse-early.ts'
import { createThinPath, type ThinPath } from './thin-path.ts'

/** A `POST /mcp`: two ways over one service, chosen by the message. */
export interface McpEndpoint<Caller> {
  service: McpService<Caller>
  /** The answer, which is `application/json`; undefined where `answerRest` must answer. */
  answerPlain: ThinPath<Caller>
  /** Writes the whole answer, as JSON or as an event stream. */
  answerRest: SdkPath<Caller>['answer']
  close(): Promise<void>
}

export function createMcpEndpoint<Caller>(service: McpService<Caller>, options: SdkPathOptions): McpEndpoint<Caller> {
  const rest = createSdkPath(service, options)
  const answerThin = createThinPath(service)
  const answerPlain: ThinPath<Caller> = (headers, body, caller) => {
    const answer = answerThin(headers, body, caller)
    if (answer) return answer
    const refusal = refuseEarly(headers, body)
    return refusal && Promise.resolve(refusal)
  }
  return { service, answerPlain, answerRest: rest.answer, close: () => rest.close() }
}
