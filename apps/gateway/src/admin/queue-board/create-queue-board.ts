import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import type { HostedPlugin } from '@patchbay/plugin-host'
import { AppError } from '@patchbay/plugin-kit'
import { openBoardQueues } from '@patchbay/queue'
import type { Call, Step } from '../../call.ts'
import { BoardAdapter } from './board-adapter.ts'
import { createBoardRouter } from './create-board-router.ts'

export interface QueueBoard {
  /** Answers `/queues` and what is below it. Who asks is an administrator. */
  answer(ctx: Call): Promise<void>
  close(): Promise<void>
}

const base = '/queues'

/** Bull Board, read-only. Opened when somebody first looks. */
export function createQueueBoard({ redisUrl, plugins }: { redisUrl: string; plugins: readonly HostedPlugin[] }): QueueBoard {
  let opened: ReturnType<typeof open> | undefined
  return {
    async answer(ctx) {
      if (ctx.state.path === base) return ctx.redirect(`${base}/`)
      opened ??= open(redisUrl, plugins.flatMap(toQueueNames))
      const { dispatch } = await opened
      await dispatch(ctx, () => {
        throw new AppError('not_found', 'There is nothing at this path.')
      })
    },
    async close() {
      await (await opened)?.close()
    },
  }
}

async function open(redisUrl: string, names: readonly string[]): Promise<{ dispatch: Step; close: () => Promise<void> }> {
  const { queues, close } = await openBoardQueues({ redisUrl, names })
  const adapter = new BoardAdapter()
  const links = [{ text: 'Patchbay Admin', url: '/jobs' }]
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false, delimiter: '.' })),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'Queues', miscLinks: links, hideDocsLink: true } },
  })
  return { dispatch: createBoardRouter(adapter, base).routes() as unknown as Step, close }
}

/** One for each job, and for each action that runs in the background. */
function toQueueNames(hosted: HostedPlugin): string[] {
  if (hosted.status !== 'ready') return []
  const { actions, jobs, name } = hosted.plugin
  return [...actions.filter((action) => action.background), ...jobs].map((job) => `${name}.${job.name}`)
}
