import type { PluginDetail, Session } from '@patchbay/console/api'
import { useState } from 'react'
import { ask } from '../api/client.ts'
import { switchOn } from '../chat/switched-on.ts'
import { useAsked } from '../api/use-asked.ts'
import { go } from '../api/use-route.ts'
import { CredentialsForm, TokenForm } from './credential-forms.tsx'
import { HealthView } from './health-view.tsx'
import { InspectionView } from './inspection-view.tsx'
import { install } from './install.ts'
import { Logo } from './plugin-tile.tsx'
import { TestsView } from './tests-view.tsx'

interface PluginViewProps {
  session: Session
  /** What went wrong at a sign-in that has just ended. */
  problem: string | null
  id?: string
  shareToken?: string
}

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
  const [problem, setProblem] = useState(given.problem)
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
  const start = (options: Parameters<typeof install>[1]) =>
    attempt(install(plugin, options).then((end) => void (end === 'installed' && switchOn(id, session.limits.pluginsAtOnce))))
  const needsToken = plugin.auth === 'user' && !plugin.isReady
  return (
    <main id="main" className="page">
      <header className="title">
        <Logo plugin={plugin} />
        <h1>{plugin.title}</h1>
      </header>
      <p>{plugin.summary}</p>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {plugin.changes && <Changes plugin={plugin} onAccept={() => attempt(ask('POST /api/plugins/{id}/changes', { params: [id] }))} />}
      <PluginButtons plugin={plugin} session={session} onInstall={() => start({ shareToken })} attempt={attempt} />
      {needsToken && <TokenForm onSave={(token) => start({ body: { token }, shareToken })} />}
      {plugin.registration && <CredentialsForm plugin={plugin} registration={plugin.registration} onChange={attempt} />}
      <AlwaysAllowed plugin={plugin} attempt={attempt} />
      <HealthView pluginId={id} />
      <InspectionView inspection={plugin.inspection} />
      <TestsView pluginId={id} />
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

type Attempt = (work: Promise<PluginDetail | void | null>) => void

interface PluginButtonsProps {
  plugin: PluginDetail
  session: Session
  onInstall: () => void
  attempt: Attempt
}

function PluginButtons({ plugin, session, onInstall, attempt }: PluginButtonsProps) {
  const params = [plugin.id]
  const status = plugin.status === 'approved' ? 'unverified' : 'approved'
  const needsToken = plugin.auth === 'user' && !plugin.isReady
  return (
    <div className="buttons">
      {!plugin.isReady && !needsToken && (
        <button type="button" onClick={onInstall}>
          {plugin.isInstalled ? 'Sign in' : 'Install'}
        </button>
      )}
      {plugin.isInstalled && <Second label="Uninstall" onClick={() => attempt(ask('DELETE /api/plugins/{id}/install', { params }))} />}
      {plugin.isMine && (
        <>
          <Second label="Read again" onClick={() => attempt(ask('POST /api/plugins/{id}/refresh', { params }))} />
          <Second label="Share by link" onClick={() => attempt(ask('POST /api/plugins/{id}/share', { params }))} />
          <Second label="Remove" onClick={() => attempt(ask('DELETE /api/plugins/{id}', { params }).then(() => go('/plugins')))} />
        </>
      )}
      {session.user!.isAdmin && (
        <Second
          label={status === 'approved' ? 'Approve' : 'Withdraw approval'}
          onClick={() => attempt(ask('PUT /api/plugins/{id}/status', { params, body: { status } }))}
        />
      )}
    </div>
  )
}

function Second({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" className="second" onClick={onClick}>
      {label}
    </button>
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
