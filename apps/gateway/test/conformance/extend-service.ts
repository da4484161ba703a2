import type { MethodHandler, ToolDescriptor } from '@patchbay/mcp'
import type { GatewayOptions } from '../../src/index.ts'
import { contentTools } from './content-tools.ts'
import { inputTools } from './input-tools.ts'
import { promptMethods } from './prompts.ts'
import { resourceMethods } from './resources.ts'

const fixtures = { ...contentTools, ...inputTools }

const descriptors = Object.keys(fixtures).map((name): ToolDescriptor => ({
  name,
  description: 'Fixture of the conformance suite.',
  inputSchema: { type: 'object' },
}))

/** The domain's own server with what the conformance suite asks for beyond what plugins define. */
export const extendService: NonNullable<GatewayOptions['extendMcp']> = (service) => ({
  ...service,
  tools: [...service.tools, ...descriptors],
  capabilities: { ...service.capabilities, prompts: {}, resources: {}, completions: {} },
  callTool: async (call, caller) => {
    const fixture = fixtures[call.name]
    return fixture ? { result: await fixture(call) } : service.callTool(call, caller)
  },
  methods: { ...service.methods, ...promptMethods, ...resourceMethods } as Record<string, MethodHandler<unknown>>,
})
