import type { PluginDetail, Session } from '@patchbay/console/api'
import { useState } from 'react'
import { ask } from '../api/client.ts'
import { switchOn } from '../chat/switched-on.ts'
import { useAsked } from '../api/use-asked.ts'
import { go } from '../api/use-route.ts'
import { PageTitle } from '../parts/page-title.tsx'
import { CredentialsForm, TokenForm } from './credential-forms.tsx'
import { HealthView } from './health-view.tsx'
import { Actions, Reading } from './inspection-view.tsx'
import { install } from './install.ts'
import { Logo } from './plugin-tile.tsx'
import { PluginButtons, type Attempt } from './plugin-buttons.tsx'
import { TestsView } from './tests-view.tsx'

interface PluginViewProps {
  session: Session
  /** What went wrong at a sign-in that has just ended. */
  problem: string | null
  id?: string
  shareToken?: string
}

const signInProblems = new Map([
  ['denied', 'You did not allow it, so you are not signed in.'],
  ['expired', 'The sign-in took too long, or was not begun here. Begin it again.'],
  ['failed', 'The plugin’s sign-in did not work. Try again; if it stays like this, tell its author.'],
])

export function PluginView({ id, shareToken, session, problem }: PluginViewProps) {
  const load = () =>
    shareToken === undefined ? ask('GET /api/plugins/{id}', { params: [id!] }) : ask('GET /api/shared/{token}', { params: [shareToken] })
  const found = useAsked(`plugin ${id ?? shareToken}`, load)
  if (found.problem)
    return (
      <main id="main" className="page">
        <p className="problem" role="alert">
          {found.problem}
        </p>
      </main>
    )
  if (!found.value) return <main id="main" className="page" aria-busy="true" />
  return (
    <Detail plugin={found.value} session={session} problem={problem} shareToken={shareToken} refresh={found.refresh} onChange={found.set} />
  )
}

interface DetailProps {
  plugin: PluginDetail
  session: Session
  problem: string | null
  shareToken: string | undefined
  refresh: () => void
  onChange: (plugin: PluginDetail) => void
}

function Detail({ plugin, session, shareToken, refresh, onChange, ...given }: DetailProps) {
  const [problem, setProblem] = useState(signInProblems.get(given.problem ?? '') ?? null)
  const { id } = plugin
  const attempt = (work: Promise<PluginDetail | void | null>) =>
    void work.then(
      (changed) => {
        setProblem(null)
        if (changed) onChange(changed)
        else refresh()
      },
      (error: Error) => setProblem(error.message),
    )
  const start = async (options: Parameters<typeof install>[1]) => {
    if ((await install(plugin, options)) !== 'installed') return
    switchOn(id, session.limits.pluginsAtOnce)
    // Who came by a link has it like others now.
    if (shareToken !== undefined) go(`/plugins/${id}`)
  }
  const needsToken = plugin.auth === 'user' && !plugin.isReady
  // Who only has a link may look at it, and no more.
  const isKnown = shareToken === undefined || plugin.isInstalled
  return (
    <main id="main" className="page">
      <header className="title">
        <Logo plugin={plugin} />
        <PageTitle title={plugin.title} />
      </header>
      <p>{plugin.summary}</p>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {plugin.changes && <Changes plugin={plugin} onAccept={() => attempt(ask('POST /api/plugins/{id}/changes', { params: [id] }))} />}
      <PluginButtons plugin={plugin} session={session} onInstall={() => attempt(start({ shareToken }))} attempt={attempt} />
      {needsToken && <TokenForm onSave={(token) => attempt(start({ body: { token }, shareToken }))} />}
      {plugin.registration && (
        <CredentialsForm plugin={plugin} registration={plugin.registration} most={session.limits.unverifiedUsers} onChange={attempt} />
      )}
      <AlwaysAllowed plugin={plugin} attempt={attempt} />
      <Actions actions={plugin.inspection.actions} />
      <details className="authors" open={plugin.isMine}>
        <summary>For authors: findings, prompt, health, tests</summary>
        <Reading inspection={plugin.inspection} />
        {isKnown && <HealthView pluginId={id} />}
        {isKnown && <TestsView pluginId={id} />}
      </details>
    </main>
  )
}

function Changes({ plugin, onAccept }: { plugin: PluginDetail; onAccept: () => void }) {
  const { added, removed, changed, description } = plugin.changes!
  const lines = [
    description && 'Its description is another one.',
    added.length > 0 && `New: ${added.join(', ')}.`,
    changed.length > 0 && `Changed: ${changed.join(', ')}.`,
    removed.length > 0 && `Gone: ${removed.join(', ')}.`,
  ].filter(Boolean)
  return (
    <section className="notice" role="status">
      <p>This plugin is not what it was when you installed it. {lines.join(' ')} Look at it below; nothing of it runs until you agree.</p>
      <button type="button" onClick={onAccept}>
        Accept the changes
      </button>
    </section>
  )
}

function AlwaysAllowed({ plugin, attempt }: { plugin: PluginDetail; attempt: Attempt }) {
  if (plugin.alwaysAllowed.length === 0) return null
  const askAgain = (action: string) => () =>
    attempt(ask('DELETE /api/plugins/{id}/always-allowed/{action}', { params: [plugin.id, action] }))
  return (
    <section>
      <h2>Always allowed</h2>
      {plugin.alwaysAllowed.map((action) => (
        <p key={action}>
          <code>{action}</code>{' '}
          <button type="button" className="plain" onClick={askAgain(action)}>
            Ask again
          </button>
        </p>
      ))}
    </section>
  )
}
