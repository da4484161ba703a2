import type Router from '@koa/router'
import { AppError } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { Call, CallState } from '../call.ts'
import { readJson } from '../http/read-json.ts'
import type { InstallService } from './install-service.ts'
import type { Installs } from './installs.ts'
import type { OwnPlugins } from './own-plugins.ts'
import { banned, type PluginService } from './plugin-service.ts'
import type { PluginStore } from './plugin-store.ts'
import { findChanges, toPlugin } from './to-plugin.ts'

export interface PluginRoutesOptions {
  service: PluginService
  installService: InstallService
  plugins: PluginStore
  installs: Installs
  own: OwnPlugins
}

const newPlugin = z.strictObject({ address: z.string().trim().min(1).max(2000), kind: z.enum(['openapi', 'mcp']).default('openapi') })
const token = z.string().trim().min(1).max(8192)
const credentials = z.strictObject({ serviceToken: token.optional(), clientId: token.optional(), clientSecret: token.optional() })
const status = z.strictObject({ status: z.enum(['unverified', 'approved', 'banned']) })

export function addPluginRoutes(router: Router<CallState>, options: PluginRoutesOptions): void {
  addLists(router, options)
  addRegistration(router, options)
  addInstallation(router, options)
}

function addLists(router: Router<CallState>, { service, plugins, installs, own }: PluginRoutesOptions): void {
  const show = async (ctx: Call, found: Awaited<ReturnType<PluginStore['list']>>) => {
    const mine = await installs.all(ctx.state.account!.id)
    ctx.body = { plugins: found.map((each) => toPlugin(each, ctx.state.account!, mine.get(each.id))) }
  }
  router.get('/api/plugins', async (ctx) => show(ctx as Call, await plugins.list(ctx.state.account!.id)))
  router.get('/api/store', async (ctx) => {
    await own.refresh()
    const words = String(ctx.query['query'] ?? '')
      .toLowerCase()
      .split(/\s+/)
      .filter(Boolean)
    const all = await plugins.listStore()
    const text = ({ domain, definition: { title, summary, description } }: (typeof all)[number]) =>
      `${title} ${summary} ${domain} ${description}`.toLowerCase()
    await show(
      ctx as Call,
      all.filter((each) => words.every((word) => text(each).includes(word))),
    )
  })
  router.get('/api/registered', async (ctx) => {
    requireAdmin(ctx as Call)
    await show(ctx as Call, await plugins.listRegistered())
  })
  router.get('/api/plugins/:id', async (ctx) => {
    const stored = await plugins.find(ctx.state.account!, ctx.params['id']!, shareTokenOf(ctx as Call))
    ctx.body = await service.detail(ctx.state.account!, stored)
  })
  router.get('/api/shared/:token', async (ctx) => {
    const stored = await plugins.byShareToken(ctx.params['token']!)
    if (!stored) throw new AppError('not_found', 'This link does not lead to a plugin (any more).')
    ctx.body = await service.detail(ctx.state.account!, stored)
  })
}

function addRegistration(router: Router<CallState>, { service, plugins }: PluginRoutesOptions): void {
  router.post('/api/plugins/inspect', async (ctx) => {
    ctx.body = await service.inspect(await readJson(ctx as Call, newPlugin))
  })
  router.post('/api/plugins', async (ctx) => {
    ctx.body = await service.register(ctx.state.account!, await readJson(ctx as Call, newPlugin))
  })
  router.post('/api/plugins/:id/refresh', async (ctx) => {
    ctx.body = await service.refresh(ctx.state.account!, ctx.params['id']!)
  })
  router.delete('/api/plugins/:id', async (ctx) => {
    const { id, status: now } = await plugins.findMine(ctx.state.account!, ctx.params['id']!)
    // A ban is not shaken off by registering it anew.
    if (now === 'banned') throw banned()
    await plugins.remove(id)
    sendNull(ctx as Call)
  })
  router.put('/api/plugins/:id/credentials', async (ctx) => {
    ctx.body = await service.setCredentials(ctx.state.account!, ctx.params['id']!, toDefined(await readJson(ctx as Call, credentials)))
  })
  router.post('/api/plugins/:id/verify', async (ctx) => {
    ctx.body = await service.verify(ctx.state.account!, ctx.params['id']!)
  })
  router.post('/api/plugins/:id/share', async (ctx) => {
    ctx.body = await service.share(ctx.state.account!, ctx.params['id']!)
  })
  router.put('/api/plugins/:id/status', async (ctx) => {
    requireAdmin(ctx as Call)
    const stored = await plugins.find(ctx.state.account!, ctx.params['id']!)
    await plugins.update(stored.id, await readJson(ctx as Call, status))
    ctx.body = await service.detail(ctx.state.account!, (await plugins.byId(stored.id))!)
  })
}

function addInstallation(router: Router<CallState>, { service, installService, plugins, installs }: PluginRoutesOptions): void {
  const find = (ctx: Call) => plugins.find(ctx.state.account!, ctx.params['id']!, shareTokenOf(ctx))
  router.post('/api/plugins/:id/install', async (ctx) => {
    const body = await readJson(ctx as Call, z.strictObject({ token: token.optional() }))
    ctx.body = await installService.install(ctx.state.account!, await find(ctx as Call), body.token)
  })
  router.post('/api/plugins/:id/sign-in', async (ctx) => {
    ctx.body = await installService.signIn(ctx.state.account!, await find(ctx as Call))
  })
  router.delete('/api/plugins/:id/install', async (ctx) => {
    await installs.remove(ctx.state.account!.id, ctx.params['id']!)
    sendNull(ctx as Call)
  })
  router.post('/api/plugins/:id/changes', async (ctx) => {
    const stored = await find(ctx as Call)
    const userId = ctx.state.account!.id
    const install = await installs.find(userId, stored.id)
    if (install) {
      // "Always allow" was said of what an action was before.
      const { changed = [], removed = [] } = findChanges(stored, install) ?? {}
      for (const action of [...changed, ...removed]) await installs.askAgain(userId, stored.id, action)
      await installs.save(userId, stored.id, stored.definition)
    }
    ctx.body = await service.detail(ctx.state.account!, stored)
  })
  router.delete('/api/plugins/:id/always-allowed/:action', async (ctx) => {
    const stored = await find(ctx as Call)
    await installs.askAgain(ctx.state.account!.id, stored.id, ctx.params['action']!)
    ctx.body = await service.detail(ctx.state.account!, stored)
  })
  router.get('/aip/:id/oauth/callback', async (ctx) => {
    ctx.redirect(await installService.endSignIn(ctx.state.account, ctx.params['id']!, ctx.query))
  })
}

function requireAdmin({ state: { account } }: Call): void {
  if (account?.role !== 'admin') throw new AppError('forbidden', 'Only admins of this Patchbay may do that.')
}

function shareTokenOf(ctx: Call): string | undefined {
  return ctx.get('x-share-token') || undefined
}

function sendNull(ctx: Call): void {
  ctx.type = 'application/json; charset=utf-8'
  ctx.body = 'null'
}

/** Leaves out members that are undefined. */
function toDefined<Value extends object>(value: Value) {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [Key in keyof Value]: Exclude<Value[Key], undefined>
  }
}
