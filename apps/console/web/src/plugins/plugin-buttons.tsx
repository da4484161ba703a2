import type { Plugin, PluginDetail, PluginStatus, Session } from '@patchbay/console/api'
import { ask } from '../api/client.ts'
import { go } from '../api/use-route.ts'
import { readSwitchedOn, switchOff, switchOn } from '../chat/switched-on.ts'
import { SureButton } from '../parts/sure-button.tsx'

/** Shows what came of something that was asked of the server. */
export type Attempt = (work: Promise<PluginDetail | void | null>) => void

interface PluginButtonsProps {
  plugin: PluginDetail
  session: Session
  onInstall: () => void
  attempt: Attempt
}

/** What is missing and is not done by a button. */
const missing: Partial<Record<NonNullable<Plugin['needs']>, string>> = {
  credentials: 'Whoever registered it has to enter its credentials first.',
  verification: 'Whoever registered it has to publish its verification token first.',
}

export function PluginButtons({ plugin, session, onInstall, attempt }: PluginButtonsProps) {
  const params = [plugin.id]
  const uninstall = () => ask('DELETE /api/plugins/{id}/install', { params }).then(() => switchOff(plugin.id))
  return (
    <>
      {plugin.isInstalled && plugin.needs && missing[plugin.needs] && <p>{missing[plugin.needs]}</p>}
      <div className="buttons">
        <NextButton plugin={plugin} most={session.limits.pluginsAtOnce} onInstall={onInstall} />
        {plugin.isMine && (
          <>
            <Second label="Refresh" onClick={() => attempt(ask('POST /api/plugins/{id}/refresh', { params }))} />
            {!plugin.registration?.shareUrl && (
              <Second label="Share by link" onClick={() => attempt(ask('POST /api/plugins/{id}/share', { params }))} />
            )}
          </>
        )}
        {session.user!.isAdmin && !plugin.isOwn && <StatusButtons plugin={plugin} attempt={attempt} />}
        {plugin.isInstalled && (
          <SureButton question="Really uninstall?" onSure={() => attempt(uninstall())}>
            Uninstall
          </SureButton>
        )}
        {plugin.isMine && (
          <SureButton
            question={`Remove it for ${toPeople(plugin.registration?.users ?? 1)}?`}
            onSure={() => attempt(ask('DELETE /api/plugins/{id}', { params }).then(() => go('/plugins')))}
          >
            Remove
          </SureButton>
        )}
      </div>
    </>
  )
}

/** For admins: what others may do with a plugin that somebody registered. */
function StatusButtons({ plugin, attempt }: Pick<PluginButtonsProps, 'plugin' | 'attempt'>) {
  const set = (status: PluginStatus) => attempt(ask('PUT /api/plugins/{id}/status', { params: [plugin.id], body: { status } }))
  if (plugin.status === 'banned') return <Second label="Lift the ban" onClick={() => set('unverified')} />
  return (
    <>
      {plugin.status === 'approved' ? (
        <Second label="Withdraw approval" onClick={() => set('unverified')} />
      ) : (
        <Second label="Approve" onClick={() => set('approved')} />
      )}
      <SureButton question="Nobody may use it then. Ban it?" onSure={() => set('banned')}>
        Ban
      </SureButton>
    </>
  )
}

/** What brings the plugin nearer to being used. */
function NextButton({ plugin, most, onInstall }: { plugin: PluginDetail; most: number; onInstall: () => void }) {
  if (plugin.isReady) {
    const isFull = !readSwitchedOn().includes(plugin.id) && readSwitchedOn().length >= most
    if (isFull) return <p className="full">It is installed. {most} plugins are on already: switch one off in the conversation to use it.</p>
    return (
      <button type="button" onClick={() => switchOn(plugin.id, most) && go('/')}>
        Talk to it
      </button>
    )
  }
  if (plugin.isInstalled && plugin.needs !== 'sign-in') return null
  // Its form stands below.
  if (plugin.auth === 'user') return null
  return (
    <button type="button" onClick={onInstall}>
      {plugin.isInstalled ? 'Sign in' : 'Install'}
    </button>
  )
}

function toPeople(users: number): string {
  return users > 1 ? `you and ${users - 1} more` : 'you'
}

function Second({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" className="second" onClick={onClick}>
      {label}
    </button>
  )
}
