import { expect } from 'vitest'

/** A value as a test reads it. */
// oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
export type Value = any

export type Given = Record<string, unknown>

/** What a person does through a client of some kind that has signed in. */
export interface Hands {
  /** The names of the tools that are listed. */
  names: readonly string[]
  /** The structured content of what succeeds at once. */
  call(name: string, given: Given): Promise<Value>
  /** Begins a background action, agrees where the person is asked, and waits for what came of it. */
  finish(name: string, given: Given): Promise<Value>
  /** Begins it, then cancels it; the id of its job. */
  cancel(name: string, given: Given): Promise<string>
  close(): Promise<void>
}

export interface ToolAnswer {
  structuredContent?: Value
  isError?: boolean
  content?: unknown
}

/** The same hands, which note what they have called. */
export function noteCalls(hands: Hands): Hands & { called: ReadonlySet<string> } {
  const called = new Set<string>()
  const note =
    <Answer>(act: (name: string, given: Given) => Promise<Answer>) =>
    (name: string, given: Given) => {
      called.add(name)
      return act(name, given)
    }
  return { ...hands, called, call: note(hands.call), finish: note(hands.finish), cancel: note(hands.cancel) }
}

/** @throws what the assertion says, for a tool that refused */
export function readStructured(name: string, answer: unknown): Value {
  const { isError, content, structuredContent } = answer as ToolAnswer
  expect(isError, `${name}: ${JSON.stringify(content)}`).not.toBe(true)
  return structuredContent
}

/** Whether a tool asks the person first. */
export function asks(name: string): boolean {
  return /(?:^|_)(?:bookFlight|placeOrder)$/.test(name)
}

/** The hands of who has one plugin before them, though they use the domain, where names begin with the plugin. */
export function atDomain(hands: Hands, plugin: string): Hands {
  const toName = (name: string) => (hands.names.includes(name) ? name : `${plugin}_${name}`)
  return {
    ...hands,
    call: (name, given) => hands.call(toName(name), given),
    finish: (name, given) => hands.finish(toName(name), given),
    cancel: (name, given) => hands.cancel(toName(name), given),
  }
}
