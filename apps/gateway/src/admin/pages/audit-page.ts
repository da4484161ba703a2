import { auditEvents, type Accounts, type Audit, type AuditQuery } from '@patchbay/auth'
import { html, type Html } from '@patchbay/plugin-kit'
import type { AdminCall, AdminPage } from '../admin-page.ts'
import { toMoment, toTable } from './parts.ts'

export interface AuditPageOptions {
  audit: Audit
  accounts: Accounts
  plugins: readonly string[]
}

const path = '/audit'
const pageLength = 50

/** Who was let in, to what and by whom: the newest first. */
export function createAuditPage(options: AuditPageOptions): AdminPage {
  return { path, title: 'Audit', show: (call) => show(call, options), actions: {} }
}

async function show({ query }: AdminCall, { audit, accounts, plugins }: AuditPageOptions): Promise<Html> {
  const people = new Map((await accounts.list()).map(({ id, email }) => [id, email]))
  const asked = { event: query.get('event') ?? '', person: query.get('person')?.trim() ?? '', plugin: query.get('plugin') ?? '' }
  const before = /^\d{1,18}$/.exec(query.get('before') ?? '')?.[0]
  const found = await audit.list({ ...toQuery(asked, people), before, limit: pageLength + 1 })
  const lines = found.slice(0, pageLength)
  const rows = lines.map(({ at, event, userId, clientId, plugin, address, details = {} }) => {
    const { admin, ...rest } = details as { admin?: string }
    const by = admin === undefined ? '' : (people.get(admin) ?? admin)
    return [
      toMoment(at),
      html`<code>${event}</code>`,
      userId && (people.get(userId) ?? userId),
      by,
      plugin,
      clientId && html`<code>${clientId}</code>`,
      address,
      toFacts(rest),
    ]
  })
  return html`${toFilter(asked, plugins)}
${rows.length === 0 && html`<p class="quiet">There is nothing.</p>`}
${rows.length > 0 && toTable(['When (UTC)', 'What', 'Person', 'By', 'Plugin', 'Client', 'From', 'More'], rows)}
${found.length > pageLength && html`<p><a href="${path}?${new URLSearchParams({ ...asked, before: lines.at(-1)!.id }).toString()}">Older</a></p>`}`
}

interface Asked {
  event: string
  /** An e-mail address. */
  person: string
  plugin: string
}

/** An address that nobody has finds nothing. */
function toQuery({ event, person, plugin }: Asked, people: ReadonlyMap<string, string>): AuditQuery {
  const [id = '00000000-0000-0000-0000-000000000000'] = [...people].find(([, email]) => email.toLowerCase() === person.toLowerCase()) ?? []
  return { event: event || undefined, userId: person ? id : undefined, plugin: plugin || undefined }
}

function toFilter({ event, person, plugin }: Asked, plugins: readonly string[]): Html {
  const toOptions = (values: readonly string[], chosen: string) =>
    ['', ...values].map((value) => html`<option value="${value}"${value === chosen && html` selected`}>${value || 'all'}</option>`)
  return html`<form method="get" action="${path}" class="line">
<label>What <select name="event">${toOptions(auditEvents, event)}</select></label>
<label>Person or administrator <input name="person" type="email" value="${person}" maxlength="254"></label>
<label>Plugin <select name="plugin">${toOptions(plugins, plugin)}</select></label>
<button>Show</button></form>`
}

function toFacts(details: object): string {
  return Object.entries(details)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
}
