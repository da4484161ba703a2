import { McpError, mcpCode, type MethodContext, type ToolResult } from '@patchbay/mcp'
import { image, text } from './content-tools.ts'

const say = (...contents: object[]): ToolResult => ({ messages: contents.map((content) => ({ role: 'user', content })) })

const prompts: Record<
  string,
  { arguments?: object[]; get: (given: Record<string, string>, context: MethodContext<unknown>) => ToolResult }
> = {
  test_simple_prompt: { get: () => say(text('This is a simple prompt for testing.')) },
  test_prompt_with_arguments: {
    arguments: [
      { name: 'arg1', required: true },
      { name: 'arg2', required: true },
    ],
    get: ({ arg1, arg2 }) => say(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)),
  },
  test_prompt_with_embedded_resource: {
    arguments: [{ name: 'resourceUri', required: true }],
    get: ({ resourceUri }) =>
      say(
        {
          type: 'resource',
          resource: { uri: resourceUri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
        },
        text('Please process the embedded resource above.'),
      ),
  },
  test_prompt_with_image: { get: () => say(image, text('Please analyze the image above.')) },
  test_input_required_result_prompt: {
    get(_given, { inputResponses }) {
      if (inputResponses?.['user_context']) return say(text('with context'))
      const requestedSchema = { type: 'object', properties: { context: { type: 'string' } }, required: ['context'] }
      const params = { mode: 'form', message: 'What context should the prompt use?', requestedSchema }
      return { resultType: 'input_required', inputRequests: { user_context: { method: 'elicitation/create', params } } }
    },
  },
}

export const promptMethods = {
  'prompts/list': async () => ({
    prompts: Object.entries(prompts).map(([name, prompt]) => ({
      name,
      description: 'Fixture.',
      ...(prompt.arguments && { arguments: prompt.arguments }),
    })),
  }),
  'prompts/get': async (params: Record<string, unknown>, context: MethodContext<unknown>) => {
    const prompt = prompts[String(params['name'])]
    if (!prompt) throw new McpError(mcpCode.invalidParams, 'Unknown prompt')
    return prompt.get((params['arguments'] ?? {}) as Record<string, string>, context)
  },
  'completion/complete': async () => ({ completion: { values: [], total: 0, hasMore: false } }),
}
