import { AppError } from '@patchbay/plugin-kit'
import { buildRequest } from '@patchbay/manifest-reader'
import type { SafeRequest } from '@patchbay/safe-fetch'
import type { Call, Job } from '../api.ts'
import type { PluginToken } from '../plugins/installs.ts'
import type { StoredPlugin } from '../plugins/plugin-store.ts'
import { readJob } from './read-job.ts'

/** Jobs that calls began, as the plugin tells of them. */
export interface Jobs {
  /** Where the job of an answer is; undefined when the answer began none. */
  find(call: Call, headers: ReadonlyMap<string, string>): { url: string; id: string } | undefined
  read(call: Call, token: PluginToken | undefined): Promise<Job>
  cancel(call: Call, plugin: StoredPlugin, token: PluginToken | undefined): Promise<Job>
}

const limits = { timeout: 15_000, maxBytes: 1_000_000 }

export function createJobs(request: SafeRequest): Jobs {
  const ask = async (url: string, method: string, token: PluginToken | undefined, body?: string) => {
    const headers: [string, string][] = [['accept', 'application/json']]
    if (token) headers.push(['authorization', `${token.scheme} ${token.accessToken}`])
    if (body !== undefined) headers.push(['content-type', 'application/json'])
    return request({ url: new URL(url), origin: 'typed', method, headers, body, ...limits })
  }

  const read = async (call: Call, token: PluginToken | undefined): Promise<Job> => {
    const { url, id } = locationOf(call)
    const answer = await ask(url, 'GET', token)
    if (answer.status === 200) return readJob(id, answer.body.toString())
    throw new AppError('upstream_failed', `The plugin does not say how far the job is (${answer.status}).`)
  }

  return {
    read,

    /** RFC 9110 §15.3.3: 202, and where its state is. Only on the server that was called: the person's token goes there. */
    find(call, headers) {
      const location = headers.get('location')
      if (call.response?.status !== 202 || location === undefined || !call.request) return undefined
      const url = URL.parse(location, call.request.url)
      if (url?.origin !== new URL(call.request.url).origin) return undefined
      return { url: url.href, id: url.pathname.split('/').at(-1)! }
    },

    async cancel(call, { definition }, token) {
      const { url, id } = locationOf(call)
      const operation = definition.actions.find(({ name }) => name === 'cancelJob')?.operation
      const parameter = operation?.parameters[0]?.name
      const built = operation && parameter ? buildRequest(operation, { [parameter]: id }) : { method: 'DELETE', url, body: undefined }
      const answer = await ask(built.url, built.method, token, built.body)
      if (answer.status >= 400 && answer.status !== 404 && answer.status !== 409)
        throw new AppError('upstream_failed', `The plugin does not cancel the job (${answer.status}).`)
      return read(call, token)
    },
  }
}

function locationOf({ request, response, job }: Call): { url: string; id: string } {
  const location = response?.headers.find(([name]) => name === 'location')?.[1]
  const url = location === undefined || !request ? null : URL.parse(location, request.url)
  if (!url || !job) throw new AppError('not_found', 'This call began no job.')
  return { url: url.href, id: job.id }
}
