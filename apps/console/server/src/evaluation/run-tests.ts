import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { PluginTest, TestReport, TestResult } from '../api.ts'
import type { ModelClient, ModelMessage } from '../models/model-client.ts'
import { toSystemPrompt } from '../models/system-prompt.ts'
import { toTools } from '../models/to-tools.ts'
import type { StoredPlugin } from '../plugins/plugin-store.ts'

/** Asks the model each sentence by itself, and looks what it would call. Nothing is called. */
export async function runTests(
  model: ModelClient,
  plugin: StoredPlugin,
  tests: readonly PluginTest[],
  signal: AbortSignal,
): Promise<TestReport> {
  const results: TestResult[] = []
  for (const test of tests) {
    results.push(await runTest(model, plugin, test, signal))
    // The planner waits for nothing: others come between two sentences.
    await setImmediate()
    signal.throwIfAborted()
  }
  const share = (isGood: (result: TestResult) => boolean) => (results.length === 0 ? 0 : results.filter(isGood).length / results.length)
  return {
    model: model.info.name,
    first: share(({ isRight }) => isRight),
    withinThree: share(({ isWithinThree }) => isWithinThree),
    results,
    actions: countActions(results),
  }
}

async function runTest(model: ModelClient, plugin: StoredPlugin, test: PluginTest, signal: AbortSignal): Promise<TestResult> {
  try {
    const got = await ask(model, plugin, test.say, signal)
    const first = got[0] ?? null
    const isRight = first !== null && isExpected(first, test)
    return { ...test, got: first, isRight, isWithinThree: got.some((each) => isExpected(each, test)), problem: null }
  } catch (error) {
    signal.throwIfAborted()
    return { ...test, got: null, isRight: false, isWithinThree: false, problem: error instanceof Error ? error.message : 'It failed.' }
  }
}

type Got = NonNullable<TestResult['got']>

async function ask(model: ModelClient, plugin: StoredPlugin, text: string, signal: AbortSignal): Promise<Got[]> {
  const tools = toTools([plugin])
  const messages: ModelMessage[] = [
    { role: 'system', text: toSystemPrompt([plugin.definition], new Date()) },
    { role: 'user', text },
  ]
  for await (const event of model.stream(messages, tools, signal)) {
    if (event.type === 'candidates') return event.candidates.map(({ action, arguments: values }) => ({ action, arguments: values }))
    if (event.type !== 'call') continue
    const action = tools.find(({ name }) => name === event.call.name)?.action.name ?? event.call.name
    return [{ action, arguments: parse(event.call.arguments) }]
  }
  return []
}

function parse(text: string): Record<string, unknown> {
  try {
    return (JSON.parse(text) as Record<string, unknown> | null) ?? {}
  } catch {
    return {}
  }
}

function isExpected(got: Got, { action, arguments: values = {} }: PluginTest): boolean {
  return got.action === action && Object.entries(values).every(([name, value]) => isDeepStrictEqual(got.arguments[name], value))
}

function countActions(results: readonly TestResult[]): TestReport['actions'] {
  const names = [...new Set(results.map(({ action }) => action))]
  return names.map((action) => {
    const mine = results.filter((result) => result.action === action)
    const wrong = mine.flatMap(({ got }) => (got && got.action !== action ? [got.action] : []))
    const confusedWith = [...new Set(wrong)].map((name) => ({ action: name, times: wrong.filter((each) => each === name).length }))
    return { action, tests: mine.length, right: mine.filter(({ isRight }) => isRight).length, confusedWith }
  })
}
