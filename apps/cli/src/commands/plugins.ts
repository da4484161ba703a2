import { createAudit } from '@patchbay/auth'
import { createPluginSwitches, findPlugins, pluginsFolder, type PluginSwitches } from '@patchbay/plugin-host'
import { UsageError, type Command, type CommandContext } from '../command.ts'

/** Shows the plugins and switches them off and on, without a restart. */
export const pluginsCommand: Command = {
  usage: [
    'plugins list         what is there, and what of it is switched off',
    'plugins off <name>   its host answers 503, and no list shows it; every gateway follows within seconds',
    'plugins on <name>',
  ],
  run([verb, ...words], context) {
    const switches = createPluginSwitches(context.database)
    if (verb === 'list' && words.length === 0) return listPlugins(switches, context)
    if ((verb === 'on' || verb === 'off') && words.length === 1)
      return switchPlugin(switches, words[0]!, { ...context, isOn: verb === 'on' })
    throw new UsageError(verb ? `plugins ${[verb, ...words].join(' ')} is not a command.` : 'Say what to do with plugins.')
  },
}

async function listPlugins(switches: PluginSwitches, { print, config }: CommandContext): Promise<void> {
  const off = await switches.listOff()
  for (const { name, version } of findPlugins(pluginsFolder, config.plugins))
    print([name, version, off.includes(name) ? 'switched off' : 'on'].join('  '))
}

async function switchPlugin(
  switches: PluginSwitches,
  name: string,
  { print, database, isOn }: CommandContext & { isOn: boolean },
): Promise<void> {
  const names = findPlugins(pluginsFolder).map((plugin) => plugin.name)
  if (!names.includes(name)) throw new UsageError(`There is no plugin ${name}; there are ${names.join(', ')}.`)
  await switches.set(name, isOn)
  await createAudit(database).write({ event: 'plugin.switched', plugin: name, details: { on: isOn, by: 'command' } })
  print(isOn ? `${name} is served again within seconds.` : `${name} is switched off: every gateway follows within seconds.`)
}
