/** Accepts jobs until it kills itself at a moment that nobody chose, between any two of its steps. Says each that it has acknowledged. */
import { openDatabase } from '@patchbay/database'
import { writeSync } from 'node:fs'
import { openQueue, systemCaller } from '../index.ts'

const { databaseUrl, redisUrl } = JSON.parse(process.argv[2]!) as { databaseUrl: string; redisUrl: string }
const database = await openDatabase({ url: databaseUrl, folder: '' })
const { jobs } = await openQueue({ database, redisUrl })
const job = { plugin: 'trial', name: 'work', input: {}, caller: systemCaller, requestId: 'trial' }

await jobs.start(job)
setTimeout(() => process.kill(process.pid, 'SIGKILL'), Math.random() * 80)
for (;;) {
  const { id } = await database.kysely.transaction().execute((transaction) => jobs.accept(transaction, job))
  writeSync(1, `${id}\n`)
  jobs.announce({ id })
}
