// Starts jobs at the edge until the file `stop` appears, then waits until all have ended; says as JSON how. Every job adds two notes: what is lost
// or done twice is seen in how many there are.
//   node infra/trial/jobs.mjs <port> <domain> <key> <stop file>
import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { ask } from './edge.mjs'

const [port, domain, key, stop] = process.argv.slice(2)
const notes = { port, host: `notes.${domain}`, key }
const jobs = []
let refused = 0

async function start(number) {
  const files = ['one', 'two'].map((name) => ({ path: `${number}/${name}.md`, text: `job${number}${name}` }))
  const { status, json } = await ask({ ...notes, method: 'POST', path: '/imports', body: { files } })
  if (status === 202) jobs.push(json.jobId)
  else refused++
}

async function waitForEnd(id) {
  for (let tries = 0; tries < 300; tries++) {
    const { json } = await ask({ ...notes, path: `/jobs/${id}` })
    if (['succeeded', 'failed', 'cancelled'].includes(json?.status)) return json.status
    await wait(200)
  }
  return 'never ended'
}

while (!existsSync(stop) && jobs.length < 1000) {
  await start(jobs.length)
  await wait(200)
}
const ends = {}
for (const id of jobs) {
  const end = await waitForEnd(id)
  ends[end] = (ends[end] ?? 0) + 1
}
let count = 0
let cursor
do {
  const { json } = await ask({ ...notes, path: `/notes?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}` })
  count += json.notes.length
  cursor = json.next
} while (cursor)
const isWhole = refused === 0 && ends.succeeded === jobs.length && count === 2 * jobs.length
console.log(JSON.stringify({ jobs: jobs.length, refused, ends, notes: count, isWhole }))
