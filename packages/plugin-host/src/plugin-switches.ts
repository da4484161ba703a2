import type { PlatformDatabase } from '@patchbay/database'

/** Which plugins an operator has switched off, as it is stored. */
export interface PluginSwitches {
  /** The names of those that are off. */
  listOff(): Promise<string[]>
  set(plugin: string, isOn: boolean): Promise<void>
}

export function createPluginSwitches({ kysely }: PlatformDatabase): PluginSwitches {
  return {
    async listOff() {
      const rows = await kysely.selectFrom('plugin_switches').select('plugin').where('is_on', '=', false).orderBy('plugin').execute()
      return rows.map(({ plugin }) => plugin)
    },
    async set(plugin, isOn) {
      const change = { is_on: isOn, changed_at: new Date() }
      await kysely
        .insertInto('plugin_switches')
        .values({ plugin, ...change })
        .onConflict((conflict) => conflict.column('plugin').doUpdateSet(change))
        .execute()
    },
  }
}
