import type { Implementation } from '@modelcontextprotocol/server'
import type { Era, ToolOutcome, ToolResult } from './service.ts'

/** The result of a tool as JSON text, without parsing what is text already. */
export function createToolText(serverInfo: Implementation): (outcome: ToolOutcome, era: Era) => string {
  const info = { 'io.modelcontextprotocol/serverInfo': serverInfo }
  const end = { modern: `,"resultType":"complete","_meta":${JSON.stringify(info)}}`, legacy: '}' }
  return (outcome, era) => {
    if ('structured' in outcome) return `${toContent(outcome.structured)}${end[era]}`
    const { result } = outcome
    if (era === 'legacy') return JSON.stringify(result)
    return JSON.stringify({ resultType: 'complete', ...result, _meta: { ...(result['_meta'] as object | undefined), ...info } })
  }
}

/** The same as a value, for the SDK to write. */
export function toToolResult(outcome: ToolOutcome): ToolResult {
  return 'result' in outcome ? outcome.result : (JSON.parse(`${toContent(outcome.structured)}}`) as ToolResult)
}

/** Text for hosts that read text only. What is no object has no structured content (`CallToolResult.structuredContent`). */
function toContent(structured: string): string {
  const content = `{"content":[{"type":"text","text":${JSON.stringify(structured)}}]`
  return structured.startsWith('{') ? `${content},"structuredContent":${structured}` : content
}
