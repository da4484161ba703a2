import { createTestDatabase } from '@patchbay/database/testing'
import { openQueue, systemCaller } from '@patchbay/queue'
import { expect, it } from 'vitest'
import { createJobMetrics } from './metrics.ts'

it('job metrics show what waits and for how long, at the first look, and what ended', async () => {
  await using database = await createTestDatabase()
  await using queue = await openQueue({ database })
  const { registry, count } = createJobMetrics(database)
  const job = { plugin: 'trial', name: 'work', input: {}, caller: systemCaller, requestId: 'trial' }
  await Promise.all([queue.jobs.start(job), queue.jobs.start(job)])
  count({ plugin: 'trial', name: 'work', status: 'failed', seconds: 2 })
  const text = await registry.metrics()
  expect(text).toContain('patchbay_jobs{plugin="trial",job="work",state="queued"} 2\n')
  expect(text).toMatch(/patchbay_jobs_oldest_seconds\{plugin="trial",job="work"\} [\d.e-]+\n/)
  expect(text).toContain('patchbay_job_attempts_total{plugin="trial",job="work",status="failed"} 1\n')
  expect(text).toContain('patchbay_job_duration_seconds_sum{plugin="trial",job="work"} 2\n')
  await database.kysely.updateTable('jobs').set({ status: 'succeeded' }).execute()
  expect(await registry.metrics()).not.toContain('patchbay_jobs{')
})
