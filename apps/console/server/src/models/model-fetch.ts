import { AppError } from '@patchbay/plugin-kit'

/**
 * A fetch for an endpoint that may not do what it was asked for. `onBytes` hears of every byte, so that a server which only says that it is
 * still there counts as there. A whole answer in JSON becomes a stream of one piece; a web page is no model.
 */
export function createModelFetch(onBytes: () => void): typeof fetch {
  return async (input, init) => {
    const answer = await fetch(input, init)
    onBytes()
    if (!answer.ok || !answer.body) return answer
    const type = answer.headers.get('content-type') ?? ''
    if (/^text\/html/i.test(type))
      throw new AppError(
        'upstream_failed',
        'At the address of the model is a web page. Whoever runs this Patchbay can check MODEL_BASE_URL.',
      )
    if (/^application\/json/i.test(type)) return toStream(await answer.text(), answer)
    const watched = answer.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          onBytes()
          controller.enqueue(chunk)
        },
      }),
    )
    return new Response(watched, { status: answer.status, headers: answer.headers })
  }
}

interface Whole {
  choices?: { message?: object; finish_reason?: string | null }[]
}

function toStream(text: string, { status }: Response): Response {
  const whole = JSON.parse(text) as Whole
  const choices = whole.choices?.map(({ message, ...choice }) => ({ ...choice, index: 0, delta: message ?? {} }))
  const events = [JSON.stringify({ ...whole, ...(choices && { choices }) }), '[DONE]'].map((data) => `data: ${data}\n\n`)
  return new Response(events.join(''), { status, headers: { 'content-type': 'text/event-stream' } })
}
