export { ConfigError, type ConfigProblem } from './config-error.ts'
export { toPluginSettings } from './plugin-settings.ts'
export type { Environment } from './reader.ts'
export { isLocal, toConfig, type Config } from './to-config.ts'
