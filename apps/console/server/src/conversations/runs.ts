import { AppError } from '@patchbay/plugin-kit'
import { Run } from './run.ts'

/** The runs of this process. One that is over stays a while, for pages that come again. */
export interface Runs {
  /** @throws AppError `conflict` while another one goes on in the conversation, `too_many_requests` with too many at once. */
  start(userId: string, conversationId: string): Run
  /** @throws AppError `not_found` */
  find(userId: string, id: string): Run
  ofConversation(conversationId: string): Run | undefined
  end(run: Run): void
  /** Stops all that go on, and waits until what they have is stored. */
  close(): Promise<void>
}

const keptFor = 5 * 60_000
const mostOfOne = 5
/** With those that ask something. */
const mostWaiting = 25

export function createRuns(): Runs {
  const all = new Map<string, Run>()
  const timers = new Set<NodeJS.Timeout>()
  const current = (conversationId: string) => [...all.values()].find((run) => run.conversationId === conversationId && !run.isOver)
  return {
    start(userId, conversationId) {
      if (current(conversationId)) throw new AppError('conflict', 'An answer is being made. Wait for it, or stop it.')
      const mine = [...all.values()].filter((run) => run.userId === userId && !run.isOver)
      if (mine.filter(({ isWaiting }) => !isWaiting).length >= mostOfOne)
        throw new AppError('too_many_requests', `At most ${mostOfOne} answers are made for you at once. Wait for one.`)
      if (mine.length >= mostWaiting)
        throw new AppError('too_many_requests', `${mostWaiting} conversations wait for you. Answer what they ask, or delete some.`)
      const run = new Run(userId, conversationId)
      all.set(run.id, run)
      return run
    },
    find(userId, id) {
      const run = all.get(id)
      if (run?.userId !== userId) throw new AppError('not_found', 'This run is over, or it is not yours.')
      return run
    },
    ofConversation: current,
    end(run) {
      run.emit({ type: 'end' })
      const timer = setTimeout(() => {
        all.delete(run.id)
        timers.delete(timer)
      }, keptFor).unref()
      timers.add(timer)
    },
    async close() {
      const running = [...all.values()].filter((run) => !run.isOver)
      for (const run of running) run.stop()
      await Promise.all(running.map((run) => run.ended))
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
