import type { Audit } from '@patchbay/auth'
import type { PlatformDatabase } from '@patchbay/database'
import { AppError, html, type Html } from '@patchbay/plugin-kit'
import { createParkedJobs, readEndedJobs, readQueueStates, type FailedJob, type ParkedJob, type ParkedJobs } from '@patchbay/queue'
import { toText } from '../../oauth/read-form.ts'
import type { AdminCall, AdminPage } from '../admin-page.ts'
import { toButton, toDuration, toMoment, toTable } from './parts.ts'

export interface JobsPageOptions {
  database: PlatformDatabase
  audit: Audit
}

const path = '/jobs'

/** What waits, runs and failed; jobs that were given up can run anew. */
export function createJobsPage({ database, audit }: JobsPageOptions): AdminPage {
  const parked = createParkedJobs(database.kysely)
  const change = (event: 'job.retried' | 'job.dropped', run: ParkedJobs['retry']): AdminPage['actions'][string] => {
    return async ({ ctx, account }, form) => {
      const job = toText(form['job'])
      if (!(await run(job))) throw new AppError('not_found', 'This job is not parked any more.')
      await audit.write({ event, address: ctx.state.address, details: { job, admin: account.id } })
      return undefined
    }
  }
  return {
    path,
    title: 'Jobs',
    show: (call) => show(call, database, parked),
    actions: { retry: change('job.retried', parked.retry), drop: change('job.dropped', parked.drop) },
  }
}

async function show({ csrf }: AdminCall, { kysely }: PlatformDatabase, parked: ParkedJobs): Promise<Html> {
  const given = await parked.list(100)
  const failed = await parked.listFailed(25)
  return html`<h2>Queues</h2>
${await toQueues(kysely)}
<h2>Parked</h2>
<p>Tried as often as they may, and given up. “Retry” runs one anew with all its attempts, “drop” leaves it failed.</p>
${given.length === 0 && html`<p class="quiet">None.</p>`}
${
  given.length > 0 &&
  toTable(
    ['Job', 'Of', 'Why', 'Parked (UTC)', 'Do'],
    given.map((job) => toParkedRow(job, csrf)),
  )
}
<h2>Failed lately</h2>
<p>Ended by what they were told, such as “sold out”, or dropped. Whoever started one knows; trying again would end the same.</p>
${failed.length === 0 && html`<p class="quiet">None.</p>`}
${
  failed.length > 0 &&
  toTable(
    ['Job', 'Of', 'Why', 'Ended (UTC)'],
    failed.map((job) => [...toCells(job), toMoment(job.finishedAt)]),
  )
}`
}

async function toQueues(kysely: PlatformDatabase['kysely']): Promise<Html> {
  const states = await readQueueStates(kysely)
  const ended = await readEndedJobs(kysely, 24)
  const names = [...new Set([...states, ...ended].map(({ plugin, name }) => `${plugin}.${name}`))].toSorted()
  if (names.length === 0) return html`<p class="quiet">Nothing waits, and no job ended in the last 24 hours.</p>`
  const rows = names.map((key) => {
    const find = (state: string) => states.find((each) => `${each.plugin}.${each.name}` === key && each.state === state)
    const { succeeded = 0, failed = 0 } = ended.find((each) => `${each.plugin}.${each.name}` === key) ?? {}
    const waiting = find('queued')
    const age = waiting ? toDuration(waiting.age) : '–'
    return [html`<code>${key}</code>`, waiting?.count ?? 0, age, find('running')?.count ?? 0, find('parked')?.count ?? 0, succeeded, failed]
  })
  const titles = ['Waiting', 'Oldest', 'Running', 'Parked', 'Done in 24 h', 'Failed in 24 h']
  return toTable(['Job', ...titles.map((title) => ({ title, isNumber: true }))], rows)
}

function toParkedRow(job: ParkedJob, csrf: string) {
  const fields = { job: job.id }
  const button = (name: string, text: string) =>
    toButton({ csrf, action: path, name, fields, text, label: `${text} ${job.plugin}.${job.name} ${job.id}` })
  return [...toCells(job), toMoment(job.parkedAt), html`<div class="row-forms">${button('retry', 'Retry')}${button('drop', 'Drop')}</div>`]
}

function toCells({ id, plugin, name, owner, attempts, problem, requestId }: Omit<FailedJob, 'finishedAt'>): Html[] {
  return [
    html`<code>${plugin}.${name}</code><br><span class="quiet">${id}</span>`,
    html`${owner}<br><span class="quiet">request ${requestId}</span>`,
    html`${problem ? `${problem.code}: ${problem.detail}` : 'no reason'}<br><span class="quiet">${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}</span>`,
  ]
}
