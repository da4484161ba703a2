import type { ActionContext, Database } from '@patchbay/plugin-kit'
import { inPlatform, type PlatformTables } from '@patchbay/database'
import type { Kysely } from 'kysely'

export interface EffectTransactionOptions {
  /** The handle of the plugin. */
  // oxlint-disable-next-line typescript/no-explicit-any -- only the plugin knows its tables
  database: Database<any>
  /** The JSON text of an answer. @throws Error when it is not of the action's output schema */
  toText: (answer: unknown) => string
  /** Records in the platform's tables that the effects are done. What it throws undoes them. */
  record: (transaction: Kysely<PlatformTables>, text: string) => Promise<void>
}

/** The effects of one call, and the answer that was committed with them. */
export interface EffectTransaction {
  /** The JSON text of the answer, once effects and record are committed. */
  readonly committed: string | undefined
  /** What the plugin gets as `context.transaction`. */
  run: ActionContext['transaction']
}

/** Joins what a plugin does with the record that it is done: both or neither, whenever the process dies. */
export function createEffectTransaction({ database, toText, record }: EffectTransactionOptions): EffectTransaction {
  let isBegun = false
  let committed: string | undefined
  return {
    get committed() {
      return committed
    },
    async run(effects) {
      if (isBegun) throw new Error('context.transaction was called twice. Put all effects of a call into one.')
      isBegun = true
      try {
        const [answer, text] = await database.transaction().execute(async (transaction) => {
          const made = await effects(transaction)
          const written = toText(made)
          await record(inPlatform(transaction), written)
          return [made, written] as const
        })
        committed = text
        return answer
      } catch (error) {
        isBegun = false
        throw error
      }
    },
  }
}
