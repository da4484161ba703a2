import type { Plugin } from '../define-plugin.ts'

/** What is not good about a plugin. An error fails its tests, a warning is only shown. */
export interface Finding {
  level: 'error' | 'warning'
  /** Where in the plugin: `summary`, `action createNote, parameter text`. */
  place: string
  /** What is wrong and what to do. */
  message: string
}

/** One thing that every plugin keeps to. */
export interface QualityRule {
  /** Completes "the plugin …": `keeps to the manifest's limits`. */
  title: string
  find: (plugin: Plugin) => readonly Finding[] | Promise<readonly Finding[]>
}
