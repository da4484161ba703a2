import { findPlugins, pluginsFolder } from '@patchbay/plugin-host'
import type { JsonSchema, PlannerTool } from '@patchbay/planner'
import type { Plugin } from '@patchbay/plugin-kit'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'

/** A sentence of a plugin's `evaluation.json`: which action it means, and with which arguments at least. */
export interface Sentence {
  say: string
  action: string
  input?: Readonly<Record<string, unknown>>
}

export interface Subject {
  plugin: string
  tools: PlannerTool[]
  sentences: Sentence[]
}

const sentencesSchema = z.array(
  z.strictObject({ say: z.string().min(1), action: z.string(), input: z.record(z.string(), z.unknown()).optional() }),
)

/** @throws Error that says what to do when a plugin or its sentences are not there */
export async function loadSubjects(names: string[] | undefined): Promise<Subject[]> {
  const subjects: Subject[] = []
  for (const { name, entry } of findPlugins(pluginsFolder, names)) {
    const file = join(pluginsFolder, name, 'evaluation.json')
    if (!existsSync(file)) {
      if (names) throw new Error(`${name} has no evaluation.json: a list of { "say": "…", "action": "…", "input": { … } }.`)
      continue
    }
    const { default: plugin } = (await import(pathToFileURL(entry).href)) as { default: Plugin }
    const sentences = sentencesSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) as Sentence[]
    const unknown = sentences.find(({ action }) => !plugin.actions.some((each) => each.name === action))
    if (unknown) throw new Error(`evaluation.json of ${name} expects ${unknown.action}, which is no action of it.`)
    subjects.push({ plugin: name, tools: toTools(plugin), sentences })
  }
  return subjects
}

function toTools(plugin: Plugin): PlannerTool[] {
  return plugin.actions.map(({ name, title, description, effect, examples, input }) => ({
    plugin: plugin.name,
    name,
    title,
    description,
    effect,
    examples,
    parameters: z.toJSONSchema(input, { io: 'input' }) as JsonSchema,
  }))
}
