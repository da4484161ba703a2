import type { Call } from '../api.ts'
import type { ModelTool } from '../models/model-client.ts'
import type { StoredPlugin } from '../plugins/plugin-store.ts'
import { askPerson } from './ask-person.ts'
import type { CallOptions } from './call-options.ts'
import type { PluginConfirmation } from './plugin-confirmation.ts'

interface Confirming {
  tool: ModelTool
  plugin: StoredPlugin
  asked: PluginConfirmation
}

/**
 * The plugin wants to know whether the person agrees. For plugins of this Patchbay the console tells the platform, since a person said so
 * here; for others the person has to say it on the plugin's page. Gives what went wrong in words, or whether the person agreed.
 */
export async function confirmForPlugin(options: CallOptions, call: Call, confirming: Confirming): Promise<boolean | string> {
  return confirming.plugin.ownerId === null ? confirmHere(options, call, confirming) : confirmThere(options, call, confirming.asked)
}

/** What is asked and for what stands in the platform's record, not in the plugin's answer. */
async function confirmHere(options: CallOptions, call: Call, { tool, plugin, asked }: Confirming): Promise<boolean | string> {
  const { confirmations, audit, run } = options
  const found = await confirmations.find(asked.id, run.userId)
  const name = new URL(plugin.url).hostname.split('.')[0]
  if (found?.state !== 'pending' || found.plugin !== name)
    return 'The plugin wants a confirmation that is not there (any more). Ask for it again.'
  const { decision } = await askPerson(options, call, {
    type: 'confirmation',
    from: 'plugin',
    text: found.message,
    arguments: found.arguments as Record<string, unknown>,
    // What was asked for is what will be done.
    isEditable: false,
    mayAlwaysAllow: false,
    isDestructive: tool.action.isDestructive,
    expiresAt: found.expiresAt,
  })
  const isAllowed = decision === 'allow'
  const isDone = await (isAllowed ? confirmations.approve : confirmations.refuse)(found.id, run.userId)
  if (isDone) {
    const event = isAllowed ? 'confirmation.approved' : 'confirmation.refused'
    await audit.write({ event, userId: run.userId, plugin: name, details: { confirmation: found.id, action: found.action, in: 'console' } })
  }
  return isAllowed && !isDone ? 'This confirmation is too old. Ask for it again.' : isAllowed
}

async function confirmThere(options: CallOptions, call: Call, { message, url }: PluginConfirmation): Promise<boolean | string> {
  if (url === undefined) return 'The plugin wants a confirmation, but does not say where it is given.'
  const { decision } = await askPerson(options, call, { type: 'url', text: message, url, host: new URL(url).host })
  return decision === 'accept'
}
