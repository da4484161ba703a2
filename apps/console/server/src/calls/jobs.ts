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
  find(call: Call): { url: string; id: string } | undefined
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

    find(call) {
      const url = call.response?.status === 202 ? toJobUrl(call) : undefined
      return url && { url: url.href, id: toId(url) }
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

function locationOf(call: Call): { url: string; id: string } {
  const url = toJobUrl(call)
  if (!url) throw new AppError('upstream_failed', 'The plugin does not say where the job is.')
  return { url: url.href, id: call.job?.id ?? toId(url) }
}

/** RFC 9110 §15.3.3: 202, and where its state is. Only on the server that was called: the person's token goes there. */
function toJobUrl({ request, response }: Call): URL | undefined {
  const locations = response?.headers.filter(([name]) => name.toLowerCase() === 'location') ?? []
  const [location] = locations
  if (!request || !location || locations.length > 1) return undefined
  const url = URL.parse(location[1], request.url)
  return url?.origin === new URL(request.url).origin ? url : undefined
}

function toId({ pathname }: URL): string {
  return pathname.split('/').at(-1)!
}
