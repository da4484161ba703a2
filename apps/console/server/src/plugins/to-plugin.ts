import type { Account } from '@patchbay/auth'
import type { Plugin, PluginChanges, PluginDetail, Registration } from '../api.ts'
import { toFingerprints, type Definition } from './definition.ts'
import type { StoredInstall } from './installs.ts'
import type { StoredPlugin } from './plugin-store.ts'
import { toAuthKind } from './to-inspection.ts'

/** A plugin as one person sees it. */
export function toPlugin(stored: StoredPlugin, account: Account, install: StoredInstall | undefined): Plugin {
  const { id, kind, domain, status, definition, inspection } = stored
  const { title, nameForModel, summary } = definition
  const needs = install || stored.ownerId === account.id ? findNeed(stored, install) : null
  return {
    id,
    kind,
    domain,
    title,
    nameForModel,
    summary,
    auth: toAuthKind(definition),
    status,
    isOwn: stored.ownerId === null,
    isMine: stored.ownerId === account.id,
    logo: definition.logoUrl === null ? null : `/api/plugins/${id}/logo`,
    isInstalled: install !== undefined,
    isReady: install !== undefined && status !== 'banned' && isCallable(needs, definition),
    needs,
    actions: inspection.actions.length,
    tokens: inspection.prompt?.tokens ?? 0,
  }
}

/** Some plugins let everybody do a part of what they offer; that part needs no sign-in. */
function isCallable(needs: Plugin['needs'], { actions }: Definition): boolean {
  if (needs === null) return true
  return needs === 'sign-in' && actions.some(({ needsAuth }) => !needsAuth)
}

function findNeed(stored: StoredPlugin, install: StoredInstall | undefined): Plugin['needs'] {
  const kind = toAuthKind(stored.definition)
  if (install && stored.ownerId !== null && findChanges(stored, install)) return 'approval-of-changes'
  const isRegistered = kind === 'service' ? stored.sealedServiceToken !== null : stored.clientId !== null
  if (stored.ownerId !== null && stored.kind === 'openapi' && (kind === 'service' || (kind === 'oauth' && stored.clientId !== null))) {
    if (!isRegistered) return 'credentials'
    if (stored.verifiedAt === null && stored.verificationToken !== null) return 'verification'
  }
  if (kind === 'service' && !isRegistered) return 'credentials'
  if (!install || install.hasToken) return null
  if (kind === 'user') return 'token'
  return kind === 'oauth' ? 'sign-in' : null
}

/** What is not as the person agreed to it. Plugins of this Patchbay are the operator's affair. */
export function findChanges({ definition, ownerId }: StoredPlugin, { accepted }: StoredInstall): PluginChanges | null {
  if (ownerId === null) return null
  const now = toFingerprints(definition)
  const names = Object.keys(now).filter((name) => name !== '')
  const changes = {
    added: names.filter((name) => accepted[name] === undefined),
    removed: Object.keys(accepted).filter((name) => name !== '' && now[name] === undefined),
    changed: names.filter((name) => accepted[name] !== undefined && accepted[name] !== now[name]),
    description: accepted[''] !== now[''],
  }
  return changes.added.length + changes.removed.length + changes.changed.length > 0 || changes.description ? changes : null
}

export interface DetailOptions {
  account: Account
  install: StoredInstall | undefined
  /** Of the console. */
  origin: string
  /** For who registered it. */
  users: number
}

export function toPluginDetail(stored: StoredPlugin, { account, install, origin, users }: DetailOptions): PluginDetail {
  const plugin = toPlugin(stored, account, install)
  return {
    ...plugin,
    inspection: stored.inspection,
    readAt: stored.readAt.toISOString(),
    alwaysAllowed: install?.alwaysAllowed ?? [],
    changes: install ? findChanges(stored, install) : null,
    registration: plugin.isMine ? toRegistration(stored, origin, users) : null,
  }
}

function toRegistration(stored: StoredPlugin, origin: string, users: number): Registration {
  return {
    hasServiceToken: stored.sealedServiceToken !== null,
    clientId: stored.clientId,
    hasClientSecret: stored.sealedClientSecret !== null,
    verificationToken: stored.verificationToken,
    isVerified: stored.verifiedAt !== null,
    redirectUri: toRedirectUri(origin, stored.id),
    shareUrl: stored.shareToken === null ? null : `${origin}/share/${stored.shareToken}`,
    users,
  }
}

/** The same shape of callback that the host of 2023 had. */
export function toRedirectUri(origin: string, pluginId: string): string {
  return `${origin}/aip/${pluginId}/oauth/callback`
}
