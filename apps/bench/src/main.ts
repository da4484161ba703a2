import { compare, median, type Comparison } from './compare.ts'
import { benchJobs } from './jobs/bench-jobs.ts'
import { startEntrant, type Entrant } from './measure.ts'

/**
 * `npm run bench -- [action|duties|plugins|tokens|jobs|mcp|mcp-legacy|mcp-tools|mcp-plugins] [--rounds 5 --seconds 3]`: the gateway beside hand-composed peers.
 * `action`: peers do the work of the action (validate, key, one limit, log). `duties`: they also do what the gateway does for every
 * request: three limits, protective headers, host look-up, metrics. `plugins`: 3 against 300 plugins.
 * `tokens`: access tokens beside keys, of as many people. `mcp`, `mcp-legacy`: `tools/call` beside the official SDK and fastmcp, which check no key, limit and log nothing; `mcp-tools`: 1 against
 * 40 tools; `mcp-plugins`: 3 against 300 plugins.
 * `jobs`: accepting jobs beside one bare insert each, and running them beside bare BullMQ with one update each, on one PostgreSQL and one Redis.
 * Only the ratios mean something; they are measured in turn, in one run.
 */
const words = process.argv.slice(2)
const group = words.find((word) => !/^-|^\d/.test(word)) ?? 'action'
const option = (name: string, usual: number) => Number(words[words.indexOf(`--${name}`) + 1] ?? usual) || usual

const groups: Record<string, () => Promise<Entrant[]>> = {
  action: async () => [
    await startEntrant('koa, composed by hand', 'koa-composed.ts'),
    await startEntrant('fastify', 'fastify.ts'),
    await startEntrant('patchbay', 'patchbay.ts'),
  ],
  duties: async () => [
    await startEntrant('koa, with all that the gateway does', 'koa-composed.ts', { BENCH_DUTIES: 'all' }),
    await startEntrant('fastify, with all that the gateway does', 'fastify.ts', { BENCH_DUTIES: 'all' }),
    await startEntrant('patchbay', 'patchbay.ts'),
  ],
  plugins: async () => [
    await startEntrant('patchbay, 3 plugins', 'patchbay.ts', { BENCH_PLUGINS: '3' }),
    await startEntrant('patchbay, 300 plugins', 'patchbay.ts', { BENCH_PLUGINS: '300' }),
  ],
  tokens: async () => [
    await startEntrant('keys', 'patchbay.ts', { BENCH_PEOPLE: '1' }),
    await startEntrant('access tokens', 'patchbay.ts', { BENCH_PEOPLE: '1', BENCH_TOKENS: '1' }),
  ],
  mcp: () => startMcp('mcp'),
  'mcp-legacy': () => startMcp('mcp-legacy'),
  'mcp-tools': async () => [
    await startEntrant('patchbay, 1 tool', 'patchbay.ts', { BENCH_DOOR: 'mcp' }),
    await startEntrant('patchbay, 40 tools', 'patchbay.ts', { BENCH_DOOR: 'mcp', BENCH_TOOLS: '40' }),
  ],
  'mcp-plugins': async () => [
    await startEntrant('patchbay, 3 plugins', 'patchbay.ts', { BENCH_DOOR: 'mcp', BENCH_PLUGINS: '3' }),
    await startEntrant('patchbay, 300 plugins', 'patchbay.ts', { BENCH_DOOR: 'mcp', BENCH_PLUGINS: '300' }),
  ],
}

if (group === 'jobs') {
  process.stdout.write(`${await benchJobs({ rounds: option('rounds', 5), jobs: option('jobs', 3000) })}\n`)
  process.exit(0)
}
const start = groups[group]
if (!start) {
  process.stderr.write(`There is no group ${group}; there are ${Object.keys(groups).join(', ')}.\n`)
  process.exit(1)
}
const entrants = await start()
const comparisons = await compare(entrants, { rounds: option('rounds', 5), seconds: option('seconds', 3) })
process.stdout.write(`${toTable(comparisons)}\n`)
for (const { child } of entrants) child.kill()

/** fastmcp speaks the older revisions only, so it is asked in the older way either time. */
async function startMcp(door: 'mcp' | 'mcp-legacy'): Promise<Entrant[]> {
  return [
    await startEntrant('official SDK, plain', 'mcp-sdk.ts', { BENCH_DOOR: door }),
    await startEntrant('fastmcp', 'mcp-fastmcp.ts'),
    await startEntrant('patchbay', 'patchbay.ts', { BENCH_DOOR: door }),
  ]
}

function toTable(rows: readonly Comparison[]): string {
  const cells = rows.map(({ name, measures, ratio, cpuRatio }) => [
    name,
    `${ratio.toFixed(2)} ×`,
    `${cpuRatio.toFixed(2)} ×`,
    median(measures.map((each) => each.rate)).toFixed(0),
    median(measures.map((each) => each.p50)).toFixed(1),
    median(measures.map((each) => each.p99)).toFixed(1),
    median(measures.map((each) => each.cpu)).toFixed(0),
  ])
  const table = [['', 'req/s ratio', 'per CPU', 'req/s', 'p50 ms', 'p99 ms', 'CPU µs'], ...cells]
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)))
  return table
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '))
    .join('\n')
}
