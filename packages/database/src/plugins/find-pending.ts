import { createHash } from 'node:crypto'

/** A migration that ran, as the plugin's schema remembers it. */
export interface AppliedMigration {
  name: string
  hash: string
}

export interface PendingMigration extends AppliedMigration {
  text: string
}

/**
 * What is still to be applied, in the order of the names.
 *
 * @throws Error that names a migration which has changed or gone since it was applied, or which comes before one that was.
 */
export function findPending(
  plugin: string,
  migrations: Readonly<Record<string, string>>,
  applied: readonly AppliedMigration[],
): PendingMigration[] {
  const given = Object.keys(migrations)
    .toSorted()
    .map((name) => ({ name, text: migrations[name]!, hash: toHash(migrations[name]!) }))
  const hashes = new Map(given.map(({ name, hash }) => [name, hash]))
  for (const { name, hash } of applied) {
    if (hashes.get(name) !== hash) throw new Error(toChangeMessage(plugin, name, hashes.has(name)))
  }
  const names = new Set(applied.map(({ name }) => name))
  const pending = given.filter(({ name }) => !names.has(name))
  assertLast(plugin, pending, [...names].toSorted().at(-1))
  return pending
}

function toChangeMessage(plugin: string, name: string, isThere: boolean): string {
  return isThere
    ? `Migration ${name} of the plugin ${plugin} has changed since it was applied. Restore its text, and put the change into a new migration.`
    : `Migration ${name} of the plugin ${plugin} was applied, but the plugin no longer has it. Put it back: undoing is a new migration.`
}

function assertLast(plugin: string, pending: readonly PendingMigration[], last: string | undefined): void {
  const early = pending.find(({ name }) => last !== undefined && name < last)
  if (!early) return
  throw new Error(
    `Migration ${early.name} of the plugin ${plugin} comes before ${last}, which was applied. Rename it so that it comes last.`,
  )
}

/** Checking out with other line ends is not a change. */
function toHash(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
}
