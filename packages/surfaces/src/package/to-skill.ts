import { authOf, type Action, type Plugin } from '@patchbay/plugin-kit'
import type { Site } from '../site.ts'
import { shorten } from './shorten.ts'

/** The `SKILL.md` of a plugin: when to use it and which tool is for what (Agent Skills, agentskills.io). */
export function toSkill(plugin: Plugin, site: Site): string {
  const description = shorten(`${plugin.summary} Use it to ${toTopics(plugin)}.`, 1024)
  return `---
name: ${plugin.name}
description: ${JSON.stringify(description)}
---

# ${plugin.title}

${plugin.description}

## Tools

The tools are those of the MCP server \`${plugin.name}\` at ${site.origin}/mcp.

${plugin.actions.map((action) => toLine(plugin, action)).join('\n')}

## What people say

${plugin.actions.flatMap(toExamples).join('\n')}

## Rules

${toRules(plugin).join('\n')}
`
}

function toTopics({ actions }: Plugin): string {
  const titles = actions.map(({ title }) => title.charAt(0).toLowerCase() + title.slice(1))
  return titles.join(', ').replace(/, ([^,]*)$/, ' or $1')
}

const effects = { read: 'changes nothing', write: 'changes something', destructive: 'takes something away, and may not be undone' } as const

function toLine(plugin: Plugin, action: Action): string {
  const needs = authOf(plugin, action) === 'none' ? '' : '; the user must be signed in'
  return `- \`${action.name}\` (${effects[action.effect]}${needs}): ${action.description}`
}

function toExamples({ name, examples }: Action): string[] {
  return examples.slice(0, 2).map(({ say }) => `- “${say}”: \`${name}\``)
}

function toRules({ actions }: Plugin): string[] {
  return [
    '- An error says what to do next. Do that, or tell the user; do not call again with the same input.',
    ...(actions.some(({ effect }) => effect !== 'read') ? ['- Before a tool that changes something, say what it will do and ask.'] : []),
    ...(actions.some(({ confirm }) => confirm)
      ? ['- Some tools ask the user themselves: pass the question on, and never answer it in their place.']
      : []),
    '- Show links and prices as the tools give them.',
  ]
}
