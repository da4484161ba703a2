import { connect, render, type Host } from '@patchbay/plugin-kit/widget'
import { isOrder, isOver, toState, type Order } from './answer.ts'
import { toOrder } from './to-order.ts'

/** Milliseconds between looks at the clock, and between questions to the plugin, which knows of a cancellation. */
const tick = 5_000
const ask = 20_000

let timers: number[] = []

void connect({ name: 'food-order', isAnswer: isOrder, show: follow })

/** Shows an order and keeps it true until it is delivered or cancelled. */
function follow(first: Order, host: Host): void {
  let order = first
  const stop = () => timers.splice(0).forEach((timer) => clearInterval(timer))
  const draw = () => {
    render(toOrder(order, Date.now()))
    if (isOver(toState(order, Date.now()))) stop()
  }
  const look = async () => {
    if (document.hidden) return
    const answer = await host.call('getOrder', { id: order.id }).catch(() => undefined)
    if (isOrder(answer)) order = answer
    draw()
  }
  stop()
  timers = [setInterval(draw, tick), ...(host.canCall ? [setInterval(() => void look(), ask)] : [])]
  draw()
}
