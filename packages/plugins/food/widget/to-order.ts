import { element } from '@patchbay/plugin-kit/widget'
import { isOver, toState, type Order, type State } from './answer.ts'

const names: Record<State, string> = {
  accepted: 'Accepted',
  preparing: 'In the kitchen',
  on_the_way: 'On the way',
  delivered: 'Delivered',
  cancelled: 'Cancelled',
}

/** An order as it stands at an instant. */
export function toOrder(order: Order, now: number): HTMLElement {
  const state = toState(order, now)
  const { restaurantName, address, trackingUrl, notice } = order
  return element('article', { className: 'order' }, [
    element('div', { className: 'head' }, [
      element('div', {}, [
        element('h1', { textContent: names[state] }),
        element('p', { className: 'quiet', textContent: `${restaurantName} to ${address.street}, ${address.area}` }),
      ]),
      element('p', { className: 'arrival', textContent: toArrival(order, state, now) }),
    ]),
    toSteps(order, state),
    toLines(order),
    element('p', { className: 'foot small quiet' }, [
      notice,
      trackingUrl && element('a', { href: trackingUrl, textContent: 'Tracking page' }),
    ]),
  ])
}

/** `in 12 min`, and the time on the clock there when it is far off. */
function toArrival({ arrivesAt }: Order, state: State, now: number): string {
  if (!arrivesAt || isOver(state)) return ''
  const minutes = Math.max(1, Math.ceil((Date.parse(arrivesAt) - now) / 60_000))
  return minutes < 90 ? `in ${minutes} min` : `at ${arrivesAt.slice(11, 16)}`
}

function toSteps({ timeline }: Order, state: State): HTMLElement {
  const current = timeline.findIndex((step) => step.state === state)
  const steps = timeline.map((step, index) => {
    const made = element('li', { className: index <= current ? 'done' : '' }, [
      names[step.state],
      element('div', { className: 'quiet', textContent: step.at.slice(11, 16) }),
    ])
    if (index === current) made.setAttribute('aria-current', 'step')
    return made
  })
  return element('ol', { className: 'steps' }, steps)
}

function toLines({ lines, total }: Order): HTMLElement {
  const rows = lines.map(({ name, quantity, options, total: price }) => toRow(`${quantity} × ${[name, ...options].join(', ')}`, price.text))
  return element('dl', { className: 'lines' }, [...rows, toRow('Total with fees', total.text, 'total')])
}

function toRow(label: string, price: string, className = ''): HTMLElement {
  return element('div', { className }, [element('dt', { textContent: label }), element('dd', { textContent: price })])
}
