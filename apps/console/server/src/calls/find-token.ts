import { AppError } from '@patchbay/plugin-kit'
import { SafeRequestError } from '@patchbay/safe-fetch'
import type { PluginToken } from '../plugins/installs.ts'
import type { StoredPlugin } from '../plugins/plugin-store.ts'
import type { CallOptions } from './call-options.ts'

/** The person's token; in words, why a new one can't be had at the moment. */
export async function findToken(options: CallOptions, plugin: StoredPlugin): Promise<PluginToken | string | undefined> {
  try {
    return await options.findToken(plugin)
  } catch (error) {
    if (error instanceof AppError || error instanceof SafeRequestError) return error.message
    throw error
  }
}
