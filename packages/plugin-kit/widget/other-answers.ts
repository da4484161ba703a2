import { element, render, renderText } from './element.ts'

/** Shows what an action answers instead of its output: a question, that a job was started, or what went wrong. */
export function renderOther(answer: unknown, text: string): void {
  const { status, confirmation } = (answer ?? {}) as { status?: unknown; confirmation?: { message?: string; url?: string } }
  if (status === 'confirmation_required' && confirmation?.url) return renderQuestion(confirmation.message ?? '', confirmation.url)
  if (status === 'queued') return renderText('It has begun. The answer follows here in the conversation.')
  renderText(text)
}

/** The person agrees on a page where they are signed in; nothing is done before. */
function renderQuestion(message: string, url: string): void {
  render(
    element('section', { className: 'question' }, [
      element('p', { textContent: message }),
      element('p', {}, [element('a', { className: 'button', href: url, textContent: 'Look and decide' })]),
    ]),
  )
}
