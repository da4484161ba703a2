import { loadSecret, reseal } from '@patchbay/auth'
import { UsageError, type Command } from '../command.ts'

/** What it takes to change `PATCHBAY_SECRET`. */
export const secretCommand: Command = {
  usage: ['secret reseal   seals with PATCHBAY_SECRET what was sealed with PATCHBAY_SECRET_PREVIOUS'],
  async run([verb, ...words], { config, database, print }) {
    if (verb !== 'reseal' || words.length > 0) throw new UsageError('Say what to do with the secret.')
    const count = await reseal(database, loadSecret(config))
    print(`${count} values are sealed with PATCHBAY_SECRET. PATCHBAY_SECRET_PREVIOUS is needed no longer.`)
  },
}
