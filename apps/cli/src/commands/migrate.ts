import type { Command } from '../command.ts'
import { UsageError } from '../command.ts'
import { findPlugins, pluginsFolder } from '@patchbay/plugin-host'
import type { Plugin } from '@patchbay/plugin-kit'
import { pathToFileURL } from 'node:url'

/** Brings the tables of the platform and of every plugin to what this version needs. Again does no harm. */
export const migrateCommand: Command = {
  usage: ['migrate   bring every table to what this version needs'],
  async run(words, { config, database, print }) {
    if (words.length > 0) throw new UsageError('migrate takes no words.')
    // The platform's own were brought up to date when the database was opened.
    for (const { name, entry } of findPlugins(pluginsFolder, config.plugins)) {
      const { default: plugin } = (await import(pathToFileURL(entry).href)) as { default: Plugin }
      for (const migration of await database.migratePlugin(name, plugin.migrations)) print(`${name}: ${migration}`)
    }
    print('The tables are up to date.')
  },
}
