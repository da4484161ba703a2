import fc from 'fast-check'
import { describe, it } from 'vitest'
import { createFoodHost, fridayEvening } from '../testing/create-food-host.ts'
import { lookAround, orderCommands } from '../testing/order-commands.ts'

describe('the orders of two users', () => {
  it('follow the rules and never meet, whatever they do', async () => {
    await using host = await createFoodHost()
    let round = 0
    await fc.assert(
      fc.asyncProperty(orderCommands(), async (list) => {
        round++
        host.clock.now = fridayEvening()
        const users = [`ada-${round}@example.com`, `bob-${round}@example.com`]
        await fc.asyncModelRun(() => ({ model: { orders: [], deadLinks: [] }, real: { host, users } }), [...list, lookAround])
      }),
      { numRuns: 40 },
    )
  })
})
