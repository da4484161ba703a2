import { authOf, type Action, type Plugin } from '@patchbay/plugin-kit'
import type { Job, Owner } from '@patchbay/queue'
import { toScope } from '@patchbay/surfaces'
import { z } from 'zod'
import type { Call } from '../call.ts'
import type { ActionCall } from '../calls/action-call.ts'
import type { ActionSetting } from '../plugin/compile-action.ts'
import type { Route } from '../plugin/compile-plugin.ts'
import { createInputReader } from '../plugin/read-input.ts'
import { orNotFound } from './or-not-found.ts'
import { createJobStream } from './stream-job.ts'
import { toJobDocument } from './to-job-document.ts'

const input = z.strictObject({ id: z.string().max(100) })

/** The jobs of a plugin that has background actions: each person sees their own. */
export function createJobRoutes(setting: ActionSetting): Route[] {
  const { jobs, closing } = setting
  const { plugin } = setting.hosted
  const background = plugin.actions.filter((action) => action.background)
  if (!jobs || background.length === 0) return []
  const shared = toShared(plugin, background, setting)
  const answer = (find: (id: string, owner: Owner) => Promise<Job | undefined>) => async (given: unknown, call: ActionCall) => {
    const job = await find((given as { id: string }).id, { plugin: plugin.name, caller: call.principal })
    return { kind: 'answer' as const, text: JSON.stringify(toJobDocument(orNotFound(job))), isReplay: false }
  }
  const read = (pattern: string) => {
    const readInput = createInputReader(input, pattern)
    return (raw: Parameters<typeof readInput>[0]) => ({
      // Cancelling needs no body.
      input: readInput({ ...raw, body: raw.body ?? {} }),
      confirmationId: undefined,
    })
  }
  const get = 'GET /jobs/{id}'
  const cancel = 'POST /jobs/{id}/cancel'
  const events = 'GET /jobs/{id}/events'
  const stream = createJobStream(jobs, closing)
  return [
    { ...shared, name: 'getJob', pattern: get, readInput: read(get), perform: answer((id, owner) => jobs.find(id, owner)) },
    { ...shared, name: 'cancelJob', pattern: cancel, readInput: read(cancel), perform: answer((id, owner) => jobs.cancel(id, owner)) },
    {
      ...shared,
      name: 'watchJob',
      pattern: events,
      send: (ctx) => stream(ctx, ctx.state.pathValues!['id']!, { plugin: plugin.name, caller: toCaller(ctx) }),
    },
  ]
}

/** Whoever may start one of the jobs may ask for it. */
function toShared(plugin: Plugin, background: readonly Action[], { limits, site }: ActionSetting) {
  const auths = background.map((action) => authOf(plugin, action))
  const auth = (['none', 'service', 'user', 'oauth'] as const).find((each) => auths.includes(each))!
  const scope = toScope(plugin, background.find((action) => action.effect === 'read') ?? background[0]!)
  const oauth = auth === 'oauth' ? { scope, metadata: `${site.origin}/.well-known/oauth-protected-resource` } : undefined
  return { auth, oauth, limits, takesBody: false }
}

function toCaller(ctx: Call): Owner['caller'] {
  return ctx.state.principal!
}
