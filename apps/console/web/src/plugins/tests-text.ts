import type { PluginTest } from '@patchbay/console/api'

/** A test per line: `what is on my list? → getTodos`, with arguments as JSON after it where they count. */
export function toTestsText(tests: readonly PluginTest[]): string {
  return tests
    .map(({ say, action, arguments: values }) =>
      [`${say.replaceAll(/\s+/g, ' ')} → ${action}`, values && JSON.stringify(values)].filter(Boolean).join(' '),
    )
    .join('\n')
}

/** @throws Error that names the line which is none. */
export function parseTestsText(text: string): PluginTest[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const [, say, action, json] = /^\s*(.+?)\s*(?:→|->|=>)\s*([\w.-]+)\s*(\{.*\})?\s*$/.exec(line) ?? []
    if (!say || !action) throw new Error(`Line ${index + 1} must be a sentence, → and the name of an action: ${line.trim()}`)
    return [{ say, action, ...(json && { arguments: parseArguments(json, index + 1) }) }]
  })
}

function parseArguments(json: string, line: number): Record<string, unknown> {
  try {
    return JSON.parse(json) as Record<string, unknown>
  } catch {
    throw new Error(`What follows the action in line ${line} must be JSON: ${json}`)
  }
}
