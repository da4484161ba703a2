import type Router from '@koa/router'
import { AppError } from '@patchbay/plugin-kit'
import type { MessageLinks } from '../api.ts'
import type { Call, CallState } from '../call.ts'
import type { ConversationStore } from '../conversations/conversation-store.ts'
import type { PluginStore } from '../plugins/plugin-store.ts'
import { findLinks } from './find-links.ts'
import type { Image, ImageProxy } from './image-proxy.ts'
import type { Previews } from './previews.ts'

export interface LinkRoutesOptions {
  conversations: ConversationStore
  plugins: PluginStore
  previews: Previews
  images: ImageProxy
}

export function addLinkRoutes(router: Router<CallState>, { conversations, plugins, previews, images }: LinkRoutesOptions): void {
  router.get('/api/messages/:id/links', async (ctx) => {
    const { message } = await conversations.findMessage(ctx.state.account!.id, ctx.params['id']!)
    const parts = message.role === 'assistant' ? message.parts : []
    const found = findLinks(parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n'))
    const loaded = await Promise.all(found.links.map((url) => previews.load(url, new Date(message.createdAt))))
    ctx.body = {
      previews: loaded.filter((preview) => preview !== undefined),
      images: Object.fromEntries(found.images.map((url) => [url, images.toPath(url)])),
    } satisfies MessageLinks
  })
  router.get('/api/image', async (ctx) => {
    send(ctx as Call, await images.load(String(ctx.query['url']), String(ctx.query['signature'])))
  })
  router.get('/api/plugins/:id/logo', async (ctx) => {
    const { definition, url } = await plugins.find(ctx.state.account!, ctx.params['id']!, ctx.get('x-share-token') || undefined)
    if (definition.logoUrl === null) throw new AppError('not_found', 'This plugin has no logo.')
    send(ctx as Call, await images.logo(definition.logoUrl, { url }))
  })
}

/** Nothing in a picture may do anything, however it is opened. */
function send(ctx: Call, { type, body }: Image): void {
  ctx.set({ 'cache-control': 'private, max-age=3600', 'content-security-policy': "default-src 'none'; sandbox" })
  ctx.type = type
  ctx.body = body
}
