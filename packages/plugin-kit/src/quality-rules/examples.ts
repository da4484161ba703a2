import type { Action } from '../define-action.ts'
import { longestAnswer } from './longest-answer.ts'
import type { Finding, QualityRule } from './quality-rule.ts'

const fewest = 6

export const examples: QualityRule = {
  title: 'has examples that hold',
  find: (plugin) =>
    plugin.actions.flatMap((action) => [...checkCount(action), ...checkSentences(action), ...checkInputs(action), ...checkOutputs(action)]),
}

function checkCount({ name, examples: given }: Action): Finding[] {
  const place = `action ${name}`
  const findings: Finding[] = []
  if (given.length < fewest) findings.push({ level: 'error', place, message: `has ${given.length} examples; give at least ${fewest}` })
  if (!given.some(({ output }) => output !== undefined))
    findings.push({ level: 'error', place, message: 'has no example with an output; give one' })
  return findings
}

function checkSentences({ name, examples: given }: Action): Finding[] {
  return given.flatMap(({ say }, index): Finding[] => {
    const place = `action ${name}, example ${index + 1}`
    if (say.trim() === '') return [{ level: 'error', place, message: 'says nothing; write what a person would say' }]
    const isTwin = given.findIndex((other) => other.say === say) < index
    return isTwin ? [{ level: 'error', place, message: `says the same as another: ${JSON.stringify(say)}` }] : []
  })
}

function checkInputs(action: Action): Finding[] {
  return action.examples.flatMap(({ input }, index): Finding[] => {
    const parsed = action.input.safeParse(input)
    const place = `action ${action.name}, example ${index + 1}`
    return parsed.success ? [] : [{ level: 'error', place, message: `has an input that does not parse: ${parsed.error.message}` }]
  })
}

function checkOutputs(action: Action): Finding[] {
  return action.examples.flatMap(({ output }, index): Finding[] => {
    if (output === undefined) return []
    const place = `action ${action.name}, example ${index + 1}`
    const parsed = action.output.safeParse(output)
    if (!parsed.success) return [{ level: 'error', place, message: `has an output that is not valid: ${parsed.error.message}` }]
    const { length } = JSON.stringify(parsed.data)
    return length < longestAnswer
      ? []
      : [{ level: 'error', place, message: `has an output of ${length} characters; hosts read less than ${longestAnswer}` }]
  })
}
