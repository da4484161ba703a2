import type { Action } from '../define-action.ts'
import type { Plugin } from '../define-plugin.ts'
import { toInputSchema, toOutputSchema } from './action-schemas.ts'
import type { Finding, QualityRule } from './quality-rule.ts'

/** Whole emoji have joiners and selectors inside, which are fine there. */
const emoji = /\p{RGI_Emoji}/gv

/** Control, format, private and unassigned characters, lone surrogates, what takes no space; a line feed is fine. */
const invisible = /(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u

export const invisibleText: QualityRule = {
  title: 'has no invisible characters in what models read',
  find: (plugin) => [
    ...(['title', 'summary', 'description', 'legal'] as const).flatMap((place) => check(place, plugin[place as keyof Plugin])),
    ...plugin.actions.flatMap(checkAction),
  ],
}

function checkAction(action: Action): Finding[] {
  const { title, description, examples } = action
  return check(`action ${action.name}`, { title, description, examples, input: toInputSchema(action), output: toOutputSchema(action) })
}

function check(place: string, value: unknown): Finding[] {
  const found = listTexts(value).map((text) => invisible.exec(text.replace(emoji, ''))?.[0])
  const codes = new Set(found.flatMap((character) => (character === undefined ? [] : [toCode(character)])))
  return [...codes].map((code) => ({
    level: 'error',
    place,
    message: `has the invisible character ${code}, which hides text from people; take it out`,
  }))
}

function toCode(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}

/** All text in a value, names of members included. */
function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => [key, ...listTexts(part)])
}
