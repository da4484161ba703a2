import type { PGlite } from '@electric-sql/pglite'

/** As `pg` emits it. */
export interface Notification {
  channel: string
  payload: string
  processId: number
}

export type NotificationListener = (notification: Notification) => void

/** Comments may stand before it, as BullMQ writes them. */
const listenPattern = /^(?:\s|--[^\n]*\n)*(un)?listen\s+("(?:[^"]|"")+"|[a-z_][\w$]*|\*)\s*;?\s*$/i

/** Who listens to what: an embedded database has one session, its clients have their own channels. */
export class Notifications {
  readonly #listeners = new Map<NotificationListener, Set<string>>()

  constructor(database: PGlite) {
    database.onNotification((channel, payload) => this.#deliver({ channel, payload, processId: 0 }))
  }

  /** Whether the text is an `UNLISTEN`, which must not reach the session: others may still listen. */
  isUnlisten(text: string): boolean {
    return listenPattern.exec(text)?.[1] !== undefined
  }

  /** Takes note of a `LISTEN` or `UNLISTEN`; any other text changes nothing. */
  follow(text: string, listener: NotificationListener): void {
    const match = listenPattern.exec(text)
    if (!match) return
    const channel = toChannel(match[2]!)
    if (match[1] === undefined) this.#channelsOf(listener).add(channel)
    else if (channel === '*') this.forget(listener)
    else this.#listeners.get(listener)?.delete(channel)
  }

  forget(listener: NotificationListener): void {
    this.#listeners.delete(listener)
  }

  #channelsOf(listener: NotificationListener): Set<string> {
    const channels = this.#listeners.get(listener) ?? new Set<string>()
    this.#listeners.set(listener, channels)
    return channels
  }

  #deliver(notification: Notification): void {
    for (const [listener, channels] of this.#listeners) {
      if (channels.has(notification.channel)) listener(notification)
    }
  }
}

function toChannel(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase()
}
