const name = 'plugins'

/** The plugins that are on in the next new conversation: those of the last one, and what was installed since. */
export function readSwitchedOn(): string[] {
  const kept: unknown = JSON.parse(localStorage.getItem(name) ?? '[]')
  return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === 'string') : []
}

export function keepSwitchedOn(ids: readonly string[]): void {
  localStorage.setItem(name, JSON.stringify(ids))
}

/** Switches one on; where that makes too many, the oldest goes off. */
export function switchOn(id: string, most: number): void {
  keepSwitchedOn([...readSwitchedOn().filter((each) => each !== id), id].slice(-most))
}
