import type { CompiledPlugin } from '../plugin/compile-plugin.ts'
import type { Step } from '../call.ts'

/** What one host name serves. */
export interface Site {
  /** For the log: the plugin's name, or `apex`. */
  name: string
  /** The plugin on this host, if there is one. */
  plugin?: Pick<CompiledPlugin, 'name' | 'routes'>
  /** Answers by itself instead of going on with the plugin's steps. */
  answer?: Step
}
