import { AppError } from '@patchbay/plugin-kit'
import OpenAI from 'openai'

const operator = 'Whoever runs this Patchbay can check'

/** What went wrong with the model, in words for the person. */
export function toModelError(error: unknown, isSlow: boolean): AppError {
  const told = findTold(error)
  if (told) return told
  if (isSlow) return new AppError('timeout', 'The model did not answer in time. Try again.', { cause: error })
  const fail = (text: string) => new AppError('upstream_failed', text, { cause: error })
  if (error instanceof OpenAI.APIConnectionError) return fail(`The model can’t be reached. ${operator} MODEL_BASE_URL.`)
  return error instanceof OpenAI.APIError ? fail(toWords(error)) : fail('The model failed. Try again.')
}

function findTold(error: unknown): AppError | undefined {
  for (let each = error; each instanceof Error; each = each.cause) if (each instanceof AppError) return each
  return undefined
}

function toWords({ status, code, message, headers }: InstanceType<typeof OpenAI.APIError>): string {
  const says = (pattern: RegExp) => pattern.test(`${code ?? ''} ${message}`)
  if (says(/insufficient_quota|billing|credit/i) || status === 402) return `The model’s quota is used up. ${operator} its account.`
  if (status === 401 || status === 403) return `The model refuses the key. ${operator} MODEL_API_KEY.`
  if (status === 404) return `There is no such model. ${operator} MODEL.`
  if (status === 429) return `The model takes no more requests at the moment. ${toWait(headers?.get('retry-after'))}, then try again.`
  if (says(/context.?(?:length|window)|too long|maximum context|too many tokens|token limit/i) || status === 413)
    return 'The model refuses this conversation: it is too long. Begin a new one.'
  if (says(/support.{0,20}\btools?\b|\btools?\b.{0,40}not support|function.?call/i))
    return `This model can’t call functions. ${operator} MODEL.`
  if (status === 400 || status === 422) return `The model refuses what it was asked. ${operator} MODEL and MODEL_WINDOW; the log says more.`
  return 'The model failed. Try again.'
}

function toWait(after: string | null | undefined): string {
  const seconds = Number(after)
  return after && Number.isFinite(seconds) && seconds > 0 ? `Wait ${Math.ceil(seconds)} s` : 'Wait'
}
