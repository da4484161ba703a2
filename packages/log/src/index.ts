export { createLogger, type LoggerOptions } from './create-logger.ts'
export type { Logger } from 'pino'
