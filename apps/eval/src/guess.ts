import { createPlanner, type PlannerTool } from '@patchbay/planner'

/** What somebody takes a sentence for: calls, the likeliest first. */
export type Guess = (sentence: string) => Promise<{ action: string; input: Readonly<Record<string, unknown>> }[]>

/** The day on which every sentence is said, so that `tomorrow` has one right answer: a Wednesday. */
export const today = new Date(2027, 0, 6, 9)

export function createPlannerGuess(tools: readonly PlannerTool[]): Guess {
  const planner = createPlanner(tools)
  return async (sentence) => planner.plan(sentence, { now: today }).candidates.map(({ tool, input }) => ({ action: tool.name, input }))
}

export interface Model {
  /** Of an OpenAI-compatible endpoint, such as `https://api.openai.com/v1`. */
  baseUrl: string
  apiKey: string | undefined
  name: string
}

interface Completion {
  choices?: { message?: { tool_calls?: { function: { name: string; arguments: string } }[] } }[]
}

/** Asks a model which tool it would call. It names one; there is no second and third. */
export function createModelGuess(tools: readonly PlannerTool[], model: Model): Guess {
  return async (sentence) => {
    const answer = await fetch(`${model.baseUrl.replace(/\/$/, '')}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(model.apiKey ? { authorization: `Bearer ${model.apiKey}` } : {}) },
      body: JSON.stringify({
        model: model.name,
        temperature: 0,
        messages: [
          { role: 'system', content: `Today is ${today.toDateString()}. Call the tool that the person means.` },
          { role: 'user', content: sentence },
        ],
        tools: tools.map(({ name, description, parameters }) => ({ type: 'function', function: { name, description, parameters } })),
      }),
      signal: AbortSignal.timeout(60_000),
    })
    if (!answer.ok) throw new Error(`The model at ${model.baseUrl} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`)
    const { choices } = (await answer.json()) as Completion
    return (choices?.[0]?.message?.tool_calls ?? []).map((call) => ({
      action: call.function.name,
      input: toInput(call.function.arguments),
    }))
  }
}

function toInput(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
