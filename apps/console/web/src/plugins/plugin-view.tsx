import type { PluginDetail, Session } from '@patchbay/console/api'
import { useState } from 'react'
import { ask } from '../api/client.ts'
import { useAsked } from '../api/use-asked.ts'
import { go } from '../api/use-route.ts'
import { CredentialsForm, TokenForm } from './credential-forms.tsx'
import { InspectionView } from './inspection-view.tsx'
import { install } from './install.ts'
import { Logo } from './store-view.tsx'
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
  const params = [id]
  const attempt = (work: Promise<PluginDetail | void | null>) =>
    void work.then(
      (changed) => {
        setProblem(null)
        if (changed) onChange(changed)
        else refresh()
      },
      (error: Error) => setProblem(error.message),
    )
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
      {plugin.changes && <Changes plugin={plugin} onAccept={() => attempt(ask('POST /api/plugins/{id}/changes', { params }))} />}
      <div className="buttons">
        {!plugin.isReady && !needsToken && (
          <button type="button" onClick={() => attempt(install(plugin, { shareToken }))}>
            {plugin.isInstalled ? 'Sign in' : 'Install'}
          </button>
        )}
        {plugin.isInstalled && (
          <button type="button" className="second" onClick={() => attempt(ask('DELETE /api/plugins/{id}/install', { params }))}>
            Uninstall
          </button>
        )}
        {plugin.isMine && (
          <button type="button" className="second" onClick={() => attempt(ask('POST /api/plugins/{id}/refresh', { params }))}>
            Read again
          </button>
        )}
        {plugin.isMine && (
          <button type="button" className="second" onClick={() => attempt(ask('POST /api/plugins/{id}/share', { params }))}>
            Share by link
          </button>
        )}
        {plugin.isMine && (
          <button
            type="button"
            className="second"
            onClick={() =>
              void ask('DELETE /api/plugins/{id}', { params }).then(
                () => go('/plugins'),
                (error: Error) => setProblem(error.message),
              )
            }
          >
            Remove
          </button>
        )}
        {session.user!.isAdmin && (
          <button
            type="button"
            className="second"
            onClick={() =>
              attempt(
                ask('PUT /api/plugins/{id}/status', { params, body: { status: plugin.status === 'approved' ? 'unverified' : 'approved' } }),
              )
            }
          >
            {plugin.status === 'approved' ? 'Withdraw approval' : 'Approve'}
          </button>
        )}
      </div>
      {needsToken && <TokenForm onSave={(token) => attempt(install(plugin, { body: { token }, shareToken }))} />}
      {plugin.registration && <CredentialsForm plugin={plugin} registration={plugin.registration} onChange={attempt} />}
      {plugin.alwaysAllowed.length > 0 && (
        <section>
          <h2>Always allowed</h2>
          {plugin.alwaysAllowed.map((action) => (
            <p key={action}>
              <code>{action}</code>{' '}
              <button
                type="button"
                className="plain"
                onClick={() => attempt(ask('DELETE /api/plugins/{id}/always-allowed/{action}', { params: [id, action] }))}
              >
                Ask again
              </button>
            </p>
          ))}
        </section>
      )}
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
