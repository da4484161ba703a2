export type { Endpoints } from './api.ts'
export { createConsole, type Console, type ConsoleOptions } from './create-console.ts'
