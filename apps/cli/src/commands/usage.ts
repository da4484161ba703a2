import { createUsage } from '@patchbay/auth'
import { parseArgs } from 'node:util'
import { UsageError, type Command } from '../command.ts'

/** Shows who used what. */
export const usageCommand: Command = {
  usage: ['usage [--days 7]   who called which plugin how often, and how often a limit refused'],
  async run(words, { database, print }) {
    const days = readDays(words)
    const lines = await createUsage(database).list({ days, limit: 200 })
    if (lines.length === 0) print('Nobody has called anything.')
    for (const { plugin, who, today, calls, failures, limited } of lines)
      print([plugin, who, `${calls} calls`, `${today} today`, `${failures} failed`, `${limited} refused by a limit`].join('  '))
  },
}

function readDays(words: readonly string[]): number {
  const text = readOption(words)
  if (!/^(?:[1-9]|[1-8]\d|90)$/.test(text)) throw new UsageError('--days is a number from 1 to 90.')
  return Number(text)
}

function readOption(words: readonly string[]): string {
  try {
    return parseArgs({ args: [...words], options: { days: { type: 'string', default: '7' } } }).values.days
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}
