import { examineOAuth, type DoctorStep } from '@patchbay/auth'
import { isLocal, type Config } from '@patchbay/config'
import type { PlatformDatabase } from '@patchbay/database'
import { AppError, html, type Html } from '@patchbay/plugin-kit'
import { createSafeRequest } from '@patchbay/safe-fetch'
import type { ParsedUrlQuery } from 'node:querystring'
import { toText } from '../../oauth/read-form.ts'
import type { AdminCall, AdminPage } from '../admin-page.ts'
import { toHidden, toTable } from './parts.ts'

export interface DoctorPageOptions {
  config: Pick<Config, 'url' | 'port'>
  database: PlatformDatabase
  /** The names of the plugins that people sign in to. */
  plugins: readonly string[]
}

const path = '/doctor'

/** Signs in to a plugin as each kind of client does, and shows which step fails, and why. */
export function createDoctorPage(options: DoctorPageOptions): AdminPage {
  return {
    path,
    title: 'Doctor',
    show: (call) => show(call, options),
    actions: { examine: (_call, form) => examine(form, options) },
  }
}

async function show({ csrf }: AdminCall, { plugins }: DoctorPageOptions): Promise<Html> {
  if (plugins.length === 0) return html`<p class="quiet">No plugin here asks people to sign in.</p>`
  return html`<p>Signs in to a plugin over HTTP as each kind of client does, with a person and clients of its own, which it removes. It takes some seconds.</p>
<form method="post" action="${path}" class="line">${toHidden({ csrf })}
<label>Plugin <select name="plugin">${plugins.map((plugin) => html`<option>${plugin}</option>`)}</select></label>
<button name="do" value="examine">Examine</button></form>`
}

async function examine(form: ParsedUrlQuery, { config, database, plugins }: DoctorPageOptions): Promise<Html> {
  const { url, port } = config
  const plugin = toText(form['plugin'])
  if (!plugins.includes(plugin)) throw new AppError('invalid_input', 'Choose a plugin from the list.')
  // Hosts of this Patchbay are asked at this gateway, with their own names.
  const isOwn = (host: string) => host === url.host || host.endsWith(`.${url.host}`)
  const own = { isOwn, address: new URL(`http://127.0.0.1:${port}`) }
  const request = createSafeRequest({ allowLoopback: url.protocol === 'http:' && isLocal(url.hostname), own })
  try {
    return toReport(plugin, await examineOAuth({ database, fetch: request.fetch, url, plugin }))
  } finally {
    await request.close()
  }
}

const marks = { passed: '✓', failed: '✗', skipped: '–' }

function toReport(plugin: string, steps: readonly DoctorStep[]): Html {
  const failed = steps.filter(({ outcome }) => outcome === 'failed').length
  const rows = steps.map(({ style, step, outcome, why = '', advice = '' }) => [
    style,
    html`<span class="${outcome === 'failed' ? 'bad' : 'quiet'}">${marks[outcome]}</span> ${step}`,
    outcome === 'passed' ? '' : html`${why} ${advice && html`<br>${advice}`}`,
  ])
  const verdict = failed === 0 ? `Signing in to ${plugin} works.` : `${failed} of ${steps.length} steps failed.`
  return html`<p><strong>${verdict}</strong></p>${toTable(['Client', 'Step', 'Why'], rows)}`
}
