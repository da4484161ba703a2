import type { Plugin, Session } from '@patchbay/console/api'
import { useState } from 'react'
import { go } from '../api/use-route.ts'
import { switchOn } from '../chat/switched-on.ts'
import { Link } from '../parts/link.tsx'
import { install } from './install.ts'

const needs: Record<NonNullable<Plugin['needs']>, string> = {
  credentials: 'needs credentials',
  verification: 'is to be verified',
  token: 'needs your token',
  'sign-in': 'sign in to use it',
  'approval-of-changes': 'has changed: look at it',
}

interface PluginTileProps {
  plugin: Plugin
  session: Session
  /** Whether it waits for an admin to look at it. */
  isWaiting?: boolean
  /** Hears that it was installed. */
  onChange: () => void
}

/** A plugin in a list, with the button that brings it nearer to being ready. */
export function PluginTile({ plugin, session, isWaiting, onChange }: PluginTileProps) {
  const [problem, setProblem] = useState<string>()
  const start = async () => {
    try {
      if ((await install(plugin)) !== 'installed') return
      if (switchOn(plugin.id, session.limits.pluginsAtOnce)) onChange()
      else go(`/plugins/${plugin.id}`)
    } catch (error) {
      setProblem((error as Error).message)
    }
  }
  return (
    <li className="tile">
      <Logo plugin={plugin} />
      <div>
        <p className="name">
          <Link to={`/plugins/${plugin.id}`}>{plugin.title}</Link>
        </p>
        <p>{plugin.summary}</p>
        <p className="quiet">
          {plugin.domain} · {plugin.status} · {plugin.actions} {plugin.actions === 1 ? 'action' : 'actions'} · {plugin.tokens} tokens
        </p>
        {problem && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
      </div>
      {isWaiting ? (
        <Link to={`/plugins/${plugin.id}`} className="button">
          Look at it
        </Link>
      ) : plugin.isReady ? (
        <span className="ready">Installed</span>
      ) : plugin.needs === 'sign-in' || !plugin.isInstalled ? (
        <button type="button" onClick={() => void start()} aria-label={`${plugin.isInstalled ? 'Sign in to' : 'Install'} ${plugin.title}`}>
          {plugin.isInstalled ? 'Sign in' : 'Install'}
        </button>
      ) : (
        <Link to={`/plugins/${plugin.id}`}>{plugin.needs ? needs[plugin.needs] : 'Look at it'}</Link>
      )}
    </li>
  )
}

export function Logo({ plugin }: { plugin: Pick<Plugin, 'logo' | 'title'> }) {
  const [isBroken, setIsBroken] = useState(false)
  return plugin.logo && !isBroken ? (
    <img className="logo" src={plugin.logo} alt="" width="48" height="48" onError={() => setIsBroken(true)} />
  ) : (
    <span className="logo" aria-hidden="true">
      {plugin.title.charAt(0)}
    </span>
  )
}
