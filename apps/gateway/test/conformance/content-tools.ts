import type { ToolCall, ToolResult } from '@patchbay/mcp'

/** One red pixel. */
export const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=='
const wav = 'UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAAAAA=='

export const text = (value: string) => ({ type: 'text', text: value })
export const image = { type: 'image', data: png, mimeType: 'image/png' }

type FixtureTool = (call: ToolCall) => ToolResult | Promise<ToolResult>

/** What the suite calls to see content that no action of a plugin gives. */
export const contentTools: Record<string, FixtureTool> = {
  greet: ({ arguments: given }) => ({ content: [text(`Hello, ${String(given['name'])}!`)] }),
  test_simple_text: () => ({ content: [text('This is a simple text response for testing.')] }),
  test_image_content: () => ({ content: [image] }),
  test_audio_content: () => ({ content: [{ type: 'audio', data: wav, mimeType: 'audio/wav' }] }),
  test_embedded_resource: () => ({
    content: [
      {
        type: 'resource',
        resource: { uri: 'test://embedded-resource', mimeType: 'text/plain', text: 'This is an embedded resource content.' },
      },
    ],
  }),
  test_multiple_content_types: () => ({
    content: [
      text('Multiple content types test:'),
      image,
      {
        type: 'resource',
        resource: { uri: 'test://mixed-content-resource', mimeType: 'application/json', text: '{"test":"data","value":123}' },
      },
    ],
  }),
  test_logging_tool: () => ({ content: [text('Nothing was logged.')] }),
  test_error_handling: () => ({ isError: true, content: [text('This tool intentionally returns an error for testing')] }),
  async test_tool_with_progress({ progress }) {
    for (const fraction of [0, 0.5, 1]) {
      progress?.(fraction)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    return { content: [text('done')] }
  },
}
