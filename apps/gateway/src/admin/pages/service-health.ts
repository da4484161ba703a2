import type { Config } from '@patchbay/config'

/** Milliseconds that an administrator waits for a gateway that does not answer. */
const patience = 1_000

/** The plugins whose own gateways say at this moment that they are ready. */
export async function findReadyServices(services: Config['pluginServices']): Promise<ReadonlySet<string>> {
  const asked = Object.entries(services).map(async ([name, service]) => {
    const answer = await fetch(`${service}/readyz`, { signal: AbortSignal.timeout(patience) }).catch(() => undefined)
    await answer?.body?.cancel()
    return answer?.ok ? [name] : []
  })
  return new Set((await Promise.all(asked)).flat())
}
