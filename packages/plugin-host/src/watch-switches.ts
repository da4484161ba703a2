import type { PluginSwitches } from './plugin-switches.ts'

/** Which plugins this process serves at the moment. */
export interface WatchedSwitches {
  isOn(plugin: string): boolean
  /** Another one after each change. */
  readonly version: object
  set: PluginSwitches['set']
  close(): void
}

/** Milliseconds until a change that another process made is seen. */
const interval = 2_000

/** Looks at the switches now and then. While the database is away they stay as they were. */
export async function watchSwitches(switches: PluginSwitches): Promise<WatchedSwitches> {
  let off = new Set<string>()
  let version = {}
  const look = async () => {
    const found = new Set(await switches.listOff())
    if (found.size === off.size && [...found].every((plugin) => off.has(plugin))) return
    off = found
    version = {}
  }
  await look()
  const timer = setInterval(() => void look().catch(() => undefined), interval).unref()
  return {
    isOn: (plugin) => off.size === 0 || !off.has(plugin),
    get version() {
      return version
    },
    async set(plugin, isOn) {
      await switches.set(plugin, isOn)
      await look()
    },
    close: () => clearInterval(timer),
  }
}
