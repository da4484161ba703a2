const name = 'plugins'

/** The plugins that are on in the next new conversation: those of the last one, and what was installed since. */
export function readSwitchedOn(): string[] {
  const kept: unknown = JSON.parse(localStorage.getItem(name) ?? '[]')
  return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === 'string') : []
}

export function keepSwitchedOn(ids: readonly string[]): void {
  localStorage.setItem(name, JSON.stringify(ids))
}

export function switchOff(id: string): void {
  keepSwitchedOn(readSwitchedOn().filter((each) => each !== id))
}

/** Switches one on. False where as many are on as may be: which one goes off is for the person to say. */
export function switchOn(id: string, most: number): boolean {
  const others = readSwitchedOn().filter((each) => each !== id)
  if (others.length >= most) return false
  keepSwitchedOn([...others, id])
  return true
}
