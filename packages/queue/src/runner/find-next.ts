import { CronExpressionParser } from 'cron-parser'

const seconds = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 }

/**
 * When a schedule comes next after a moment. `every 15 minutes` counts from the beginning of the epoch, so that it does not
 * depend on when somebody started.
 *
 * @param schedule a cron expression of five fields in UTC, or `every <n> seconds|minutes|hours|days`
 * @throws Error when it is neither
 */
export function findNext(schedule: string, after: Date): Date {
  const match = /^every (\d+) (seconds|minutes|hours|days)$/.exec(schedule)
  if (!match) return CronExpressionParser.parse(schedule, { currentDate: after, tz: 'UTC' }).next().toDate()
  const period = Number(match[1]) * seconds[match[2] as keyof typeof seconds] * 1_000
  return new Date((Math.floor(after.getTime() / period) + 1) * period)
}
