import type { Findings } from './finding.ts'
import { findInvisibleWithin } from './invisible-text.ts'
import { countCharacters } from './to-object.ts'

/** What models read of a parameter: the limits of its description. */
export function checkParameterText(text: string, place: string, findings: Findings): void {
  const length = countCharacters(text)
  if (length > 700) findings.error('parameter.description.long', place, `Its description has ${length} characters; hosts take at most 700.`)
  else if (length > 200)
    findings.warning('parameter.description.long', place, `Its description has ${length} characters; better at most 200.`)
}

/** Names, values and texts at every depth. */
export function checkInvisible(value: unknown, place: string, findings: Findings): void {
  const hidden = findInvisibleWithin(value)
  if (hidden) findings.error('invisible', place, `Has the invisible character ${hidden}, which hides text from people. Take it out.`)
}
