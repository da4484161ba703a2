import { createAudit } from '@patchbay/auth'
import { createParkedJobs, readQueueStates, type ParkedJob, type ParkedJobs } from '@patchbay/queue'
import { UsageError, type Command, type CommandContext } from '../command.ts'

/** Shows background jobs that were given up, lets them run anew, or leaves them be. */
export const jobsCommand: Command = {
  usage: [
    'jobs queues       what waits and runs, and for how long',
    'jobs list         jobs that failed as often as they may, the newest first',
    'jobs retry <id>   run it anew',
    'jobs drop <id>    leave it failed, and take it off this list',
  ],
  run([verb, ...words], context) {
    const parked = createParkedJobs(context.database.kysely)
    if (verb === 'queues' && words.length === 0) return listQueues(context)
    if (verb === 'list' && words.length === 0) return listJobs(parked, context)
    if (verb === 'retry' && words.length === 1) return retryJob(parked, words[0]!, context)
    if (verb === 'drop' && words.length === 1) return dropJob(parked, words[0]!, context)
    throw new UsageError(verb ? `jobs ${[verb, ...words].join(' ')} is not a command.` : 'Say what to do with jobs.')
  },
}

async function listQueues({ database, print }: CommandContext): Promise<void> {
  const states = await readQueueStates(database.kysely)
  if (states.length === 0) print('Nothing waits, runs or is parked.')
  for (const { plugin, name, state, count, age } of states)
    print([`${plugin}.${name}`, `${count} ${state}`, `the oldest for ${Math.round(age)} s`].join('  '))
}

async function listJobs(parked: ParkedJobs, { print }: CommandContext): Promise<void> {
  const jobs = await parked.list(100)
  if (jobs.length === 0) print('No job is parked.')
  for (const job of jobs) print(toLine(job))
}

function toLine({ id, plugin, name, owner, attempts, problem, requestId, parkedAt }: ParkedJob): string {
  const why = problem ? `${problem.code}: ${problem.detail}` : 'no reason'
  return [
    id,
    `${plugin}.${name}`,
    `of ${owner}`,
    `${attempts} attempts`,
    why,
    `request ${requestId}`,
    `parked ${parkedAt.toISOString()}`,
  ].join('  ')
}

async function retryJob(parked: ParkedJobs, id: string, { print, database }: CommandContext): Promise<void> {
  if (!(await parked.retry(id))) throw new UsageError(`There is no parked job ${id}. jobs list shows them.`)
  await createAudit(database).write({ event: 'job.retried', details: { job: id, by: 'command' } })
  print(`Job ${id} runs anew within some seconds.`)
}

async function dropJob(parked: ParkedJobs, id: string, { print, database }: CommandContext): Promise<void> {
  if (!(await parked.drop(id))) throw new UsageError(`There is no parked job ${id}. jobs list shows them.`)
  await createAudit(database).write({ event: 'job.dropped', details: { job: id, by: 'command' } })
  print(`Job ${id} stays failed.`)
}
