import { createAudit, createSigningKeys, loadSecret } from '@patchbay/auth'
import { UsageError, type Command } from '../command.ts'

/** The keys that sign tokens. */
export const signingKeysCommand: Command = {
  usage: [
    'signing-keys list',
    'signing-keys rotate        adds a key, which signs from the next start of each gateway on; nobody is signed out',
    'signing-keys retire <id>   removes an older key: what it has signed is refused from then on',
  ],
  async run([verb, id, ...rest], { config, database, print }) {
    const keys = createSigningKeys(database, loadSecret(config))
    const audit = createAudit(database)
    if (verb === 'list' && id === undefined) {
      const [newest, ...older] = await keys.list()
      if (!newest) return print('There is none yet: the first start of a gateway makes one.')
      print(`${newest.id}  made ${newest.createdAt.toISOString()}  signs`)
      for (const key of older) print(`${key.id}  made ${key.createdAt.toISOString()}  only verifies`)
    } else if (verb === 'rotate' && id === undefined) {
      const made = await keys.rotate()
      await audit.write({ event: 'signing-key.created', details: { key: made, by: 'command' } })
      print(
        `Key ${made} signs from the next start of each gateway on. Half an hour after the last of them has started, older keys can be retired.`,
      )
    } else if (verb === 'retire' && id !== undefined && rest.length === 0) {
      if (!(await keys.retire(id))) throw new UsageError(`There is no older key ${id}: the newest one stays. signing-keys list shows them.`)
      await audit.write({ event: 'signing-key.retired', details: { key: id, by: 'command' } })
      print(`Key ${id} is gone. Gateways stop believing it within ten seconds of the next new key, or when they start.`)
    } else throw new UsageError('Say what to do with signing keys.')
  },
}
