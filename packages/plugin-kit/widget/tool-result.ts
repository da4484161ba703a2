/** What the widget reads of a `CallToolResult`. */
export interface ToolResult {
  isError?: boolean
  structuredContent?: unknown
  content?: readonly { type?: string; text?: string }[]
}

/** The answer of the action. Some hosts pass on text only. */
export function toAnswer({ structuredContent, content }: ToolResult): unknown {
  if (structuredContent !== undefined && structuredContent !== null) return structuredContent
  try {
    return JSON.parse(content?.find(({ type }) => type === 'text')?.text ?? '') as unknown
  } catch {
    return undefined
  }
}

export function toText({ content }: ToolResult): string {
  return content?.find(({ type }) => type === 'text')?.text ?? 'There is no answer.'
}
