/** The tables are older than this version needs, and this process is not the one to change them. A later attempt can succeed. */
export class PendingMigrationsError extends Error {
  constructor(names: readonly string[]) {
    super(`The database still lacks ${names.join(', ')}. Run \`patchbay migrate\`, or set MIGRATIONS=auto.`)
    this.name = 'PendingMigrationsError'
  }
}
