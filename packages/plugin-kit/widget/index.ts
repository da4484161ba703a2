export { connect, type ConnectOptions, type Host } from './connect.ts'
export { element, render, type Child } from './element.ts'
export type { HostContext } from './host-context.ts'
