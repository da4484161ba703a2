import { loadEnvFile } from '@patchbay/config'
import { createModelGuess, createPlannerGuess } from './guess.ts'
import { loadSubjects, type Subject } from './load-tools.ts'
import { toScore, type Score } from './score.ts'

/**
 * `npm run eval -- [plugin …] [--together]`: how well the sentences of `evaluation.json` are understood, by the model of MODEL_BASE_URL
 * and MODEL, or without one by the built-in planner. `--together`: with the actions of all named plugins to choose from.
 */
loadEnvFile()
const words = process.argv.slice(2)
const names = words.filter((word) => !word.startsWith('--'))
const print = (line: string) => void process.stdout.write(`${line}\n`)

try {
  const subjects = await loadSubjects(names.length > 0 ? names : undefined)
  const all = subjects.flatMap(({ tools }) => tools)
  for (const subject of subjects)
    show(subject, await toScore(subject.sentences, toGuess(words.includes('--together') ? all : subject.tools)))
} catch (error) {
  print((error as Error).message)
  process.exitCode = 1
}

function toGuess(tools: Subject['tools']) {
  const { MODEL_BASE_URL: baseUrl, MODEL_API_KEY: apiKey, MODEL: name } = process.env
  return baseUrl && name ? createModelGuess(tools, { baseUrl, apiKey, name }) : createPlannerGuess(tools)
}

function show({ plugin }: Subject, { sentences, first, inThree, inputs, byAction, confusions }: Score): void {
  const percent = (part: number, whole: number) => `${Math.round((100 * part) / (whole || 1))} %`
  print(
    `${plugin}: ${percent(first, sentences)} first, ${percent(inThree, sentences)} within three, arguments ${inputs.right} of ${inputs.of} (${sentences} sentences)`,
  )
  for (const [action, { right, of }] of byAction) print(`  ${action.padEnd(24)} ${right} of ${of}`)
  for (const { say, expected, got } of confusions) print(`  “${say}” is ${expected}, taken for ${got}`)
}
