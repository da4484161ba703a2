import type { McpService, ToolDescriptor } from '@patchbay/mcp'
import { createCallTool } from './call-tool.ts'
import type { Consent } from './consent.ts'
import type { OwnJobs } from './own-jobs.ts'
import { createTaskMethods } from './task-methods.ts'
import { mayUse } from './may-use.ts'
import type { McpCaller } from './mcp-caller.ts'
import { keptFor, toCapabilities } from './plugin-service.ts'
import { createPromptMethods, type ServedPrompt } from './prompts.ts'
import { createResourceMethods, type ServedResources } from './resources.ts'
import type { CompiledTool } from './tool.ts'

/** What one plugin adds to the domain's server. */
export interface ApexOffer extends ServedResources {
  tools: readonly CompiledTool[]
  prompts: readonly ServedPrompt[]
}

export interface ApexServiceOptions {
  origin: string
  tools: readonly CompiledTool[]
  offers: readonly ApexOffer[]
  consent: Consent
  jobs: OwnJobs | undefined
}

/** What the domain offers over MCP. Who has a key for some plugins sees the tools of those. */
export function createApexService({ origin, tools, offers, consent, jobs }: ApexServiceOptions): McpService<McpCaller> {
  const { host } = new URL(origin)
  const byName = new Map(tools.map((tool) => [tool.descriptor.name, tool]))
  const methods = {
    ...createResourceMethods({
      resources: offers.flatMap(({ resources }) => resources),
      templates: offers.flatMap(({ templates }) => templates),
    }),
    ...createPromptMethods(offers.flatMap(({ prompts }) => prompts)),
    ...(jobs ? createTaskMethods(jobs) : {}),
  }
  const names = offers.flatMap((offer) => offer.tools.slice(0, 1)).map((tool) => tool.pluginTitle)
  return {
    serverInfo: { name: 'patchbay', title: host, version: '1.0.0', websiteUrl: origin },
    instructions: `The tools of several plugins; the name of each begins with its plugin: ${names.join(', ')}.`.slice(0, 512),
    capabilities: toCapabilities(methods, jobs !== undefined),
    tools: tools.map((tool) => tool.descriptor as ToolDescriptor),
    cache: { ttlMs: keptFor, cacheScope: 'private' },
    listFor({ ctx }) {
      const { plugins } = ctx.state.principal!
      if (plugins === null || ctx.state.principal!.client.kind !== 'key') return undefined
      return { key: [...plugins].toSorted().join(' '), has: ({ name }) => mayUse(ctx.state.principal!, byName.get(name)!.plugin) }
    },
    callTool: createCallTool({ tools: byName, consent, jobs }),
    methods,
  }
}
