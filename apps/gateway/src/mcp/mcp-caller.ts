import type { Logger } from '@patchbay/log'
import type { AppError } from '@patchbay/plugin-kit'
import type { Call } from '../call.ts'
import { toActionQuotas, toCounted } from '../calls/quotas.ts'
import { tooMany, type LimitRateOptions } from '../steps/limit-rate.ts'
import type { CompiledTool } from './tool.ts'

export interface McpCallerOptions extends LimitRateOptions {
  log: Logger
}

/** Who asks, for the tools of one request. Made for each, shared by nobody. */
export class McpCaller {
  readonly ctx: Call
  readonly #options: McpCallerOptions
  #gone: AbortController | undefined

  constructor(ctx: Call, options: McpCallerOptions) {
    this.ctx = ctx
    this.#options = options
  }

  /** Aborts when the caller has gone. Made when first asked for. */
  get signal(): AbortSignal {
    if (this.#gone) return this.#gone.signal
    const gone = new AbortController()
    this.#gone = gone
    if (this.ctx.res.destroyed) gone.abort()
    else this.ctx.res.once('close', () => gone.abort())
    return gone.signal
  }

  /** @throws AppError `too_many_requests` */
  async count({ route, plugin }: CompiledTool): Promise<void> {
    const { limiter, believesId } = this.#options
    const taken = limiter.take(toActionQuotas(toCounted(this.ctx, believesId), route, plugin))
    const verdict = taken instanceof Promise ? await taken : taken
    if (!verdict.allowed) throw tooMany(verdict)
  }

  /** Notes what went wrong: for the log line of the request, and a bug whole. */
  fail(error: AppError): AppError {
    const { state } = this.ctx
    state.failure = error.code
    if (error.cause !== undefined && error.status >= 500)
      this.#options.log.error(
        { requestId: state.requestId, plugin: state.site?.name, action: state.route?.name, err: error.cause },
        'request failed',
      )
    return error
  }
}
