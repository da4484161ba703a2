import { pino, type DestinationStream, type Logger } from 'pino'
import pretty from 'pino-pretty'

export interface LoggerOptions {
  /** A pino level or `silent`. */
  level: string
  /** Readable lines instead of JSON; by default on a terminal. */
  pretty?: boolean | undefined
  /** Where lines go; standard output by default. */
  destination?: DestinationStream
  /** Fields of each line, such as the trace it belongs to. */
  describe?: (() => object) | undefined
}

/** Field names whose values never reach a log line, at the top and one level down. */
const secretFields = ['authorization', 'cookie', 'password', 'secret', 'token', 'accessToken', 'refreshToken', 'clientSecret', 'apiKey']

/**
 * The one logger of a process. Lines are written in batches of 4 KiB, at the latest after a second, and at exit.
 * Values of secret fields are replaced by path.
 */
export function createLogger(options: LoggerOptions): Logger {
  const { describe } = options
  const settings = {
    level: options.level,
    base: null,
    timestamp: createTimestamp(),
    serializers: { err: withoutRows },
    formatters: { level: (label: string) => ({ level: label }) },
    ...(describe && { mixin: describe }),
    redact: { paths: secretFields.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
  }
  return pino(settings, options.destination ?? toDestination(options.pretty ?? process.stdout.isTTY === true))
}

/** PostgreSQL tells in these what stands in the row that it refuses. */
const rowFields = ['detail', 'where', 'internalQuery']

function withoutRows(error: Error): object {
  const told = pino.stdSerializers.err(error) as object
  return Object.fromEntries(Object.entries(told).filter(([name]) => !rowFields.includes(name)))
}

/** ISO 8601 to the millisecond; made anew only when the millisecond changes. */
function createTimestamp(): () => string {
  let madeAt = 0
  let text = ''
  return () => {
    const now = Date.now()
    if (now !== madeAt) {
      madeAt = now
      text = `,"time":"${new Date(now).toISOString()}"`
    }
    return text
  }
}

function toDestination(isPretty: boolean): DestinationStream {
  if (isPretty) return pretty({ sync: true, ignore: 'requestId', singleLine: true })
  return pino.destination({ dest: 1, sync: true, minLength: 4096, periodicFlush: 1000 })
}
