import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { OrderState } from '../ordering/order-state.ts'
import { ada, addMinutes, pizzaBasket, type FoodHost } from './create-food-host.ts'

interface KnownOrder {
  id: string
  owner: string
  placedAt: Date
  cancelled: boolean
  trackingUrl: string | undefined
}

/** What should be there: every order with its owner, and the links that were live once. */
export interface Model {
  orders: KnownOrder[]
  deadLinks: string[]
}

export interface Real {
  host: FoodHost
  users: readonly string[]
}

type Command = fc.AsyncCommand<Model, Real>

const { postcode: _, ...wanted } = pizzaBasket

/** The rule, once more and in minutes: 3 until the kitchen starts, 15 in it, 7 on the way. */
function expectedState(order: KnownOrder, now: Date): OrderState {
  const minutes = (now.getTime() - order.placedAt.getTime()) / 60_000
  if (order.cancelled) return 'cancelled'
  if (minutes < 3) return 'accepted'
  if (minutes < 18) return 'preparing'
  return minutes < 25 ? 'on_the_way' : 'delivered'
}

/** A user orders two pizzas. */
class Place implements Command {
  readonly who: number
  constructor(who: number) {
    this.who = who
  }
  check = () => true
  run = async (model: Model, { host, users }: Real) => {
    const owner = users[this.who]!
    const placed = await host.call('placeOrder', { ...wanted, ...ada, expectedTotal: 3140 }, { user: host.user(owner) })
    model.orders.push({ id: placed.id, owner, placedAt: host.clock.now, cancelled: false, trackingUrl: placed.trackingUrl })
  }
  toString = () => `user ${this.who} orders`
}

/** Time passes. */
class Wait implements Command {
  readonly minutes: number
  constructor(minutes: number) {
    this.minutes = minutes
  }
  check = () => true
  run = async (_model: Model, { host }: Real) => {
    host.clock.now = addMinutes(host.clock.now, this.minutes)
  }
  toString = () => `${this.minutes} minutes pass`
}

/** A user does something to any order, theirs or not. */
class Touch implements Command {
  readonly who: number
  readonly which: number
  readonly what: 'getOrder' | 'cancelOrder' | 'shareOrder' | 'stopSharingOrder'
  constructor(who: number, which: number, what: Touch['what']) {
    this.who = who
    this.which = which
    this.what = what
  }
  check = (model: Readonly<Model>) => model.orders.length > 0
  run = async (model: Model, { host, users }: Real) => {
    const order = model.orders[this.which % model.orders.length]!
    const user = users[this.who]!
    const answer = await host.call(this.what, { id: order.id }, { user: host.user(user) }).catch((error: { code: string }) => error.code)
    if (user !== order.owner) assert.equal(answer, 'not_found')
    else this.expectOwn(model, order, { answer, now: host.clock.now })
  }
  expectOwn = (model: Model, order: KnownOrder, { answer, now }: { answer: unknown; now: Date }) => {
    const state = expectedState(order, now)
    if (this.what === 'getOrder') assert.partialDeepStrictEqual(answer, { id: order.id, state })
    if (this.what === 'cancelOrder') {
      if (state === 'accepted') order.cancelled = true
      if (order.cancelled) assert.partialDeepStrictEqual(answer, { state: 'cancelled' })
      else assert.equal(answer, 'conflict')
    }
    if (this.what === 'stopSharingOrder') assert.deepEqual(answer, { revoked: order.trackingUrl !== undefined })
    if (this.what === 'shareOrder' || this.what === 'stopSharingOrder') {
      if (order.trackingUrl !== undefined) model.deadLinks.push(order.trackingUrl)
      order.trackingUrl = (answer as { trackingUrl?: string }).trackingUrl
    }
  }
  toString = () => `user ${this.who}: ${this.what} of order ${this.which}`
}

/** Everybody sees their own orders in the right state, and every link works or does not as it should. */
class LookAround implements Command {
  check = () => true
  run = async (model: Model, { host, users }: Real) => {
    for (const owner of users) {
      const { orders } = await host.call('listOrders', { limit: 20 }, { user: host.user(owner) })
      const own = model.orders.filter((order) => order.owner === owner)
      assert.deepEqual(
        new Map(orders.map(({ id, state }: { id: string; state: string }) => [id, state])),
        new Map(own.map((order) => [order.id, expectedState(order, host.clock.now)])),
      )
    }
    const live = await Promise.all(model.orders.flatMap(({ trackingUrl }) => (trackingUrl === undefined ? [] : host.page(trackingUrl))))
    const dead = await Promise.all(model.deadLinks.map((url) => host.page(url)))
    assert.ok(live.every((page) => page !== undefined))
    assert.ok(dead.every((page) => page === undefined))
  }
  toString = () => 'all look around'
}

/** Anything two users may do with their orders and each other's, in any order, ending with a look around. */
export function orderCommands() {
  const who = fc.nat({ max: 1 })
  const touch = fc.constantFrom('getOrder' as const, 'cancelOrder' as const, 'shareOrder' as const, 'stopSharingOrder' as const)
  return fc.commands<Model, Real, false>(
    [
      who.map((user) => new Place(user)),
      fc.integer({ min: 1, max: 20 }).map((minutes) => new Wait(minutes)),
      fc.tuple(who, fc.nat({ max: 9 }), touch).map(([user, order, what]) => new Touch(user, order, what)),
      fc.constant(new LookAround()),
    ],
    { maxCommands: 15 },
  )
}

/** Runs last. */
export const lookAround = new LookAround()
