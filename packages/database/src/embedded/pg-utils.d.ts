// `pg` exports this file, `@types/pg` does not describe it.
declare module 'pg/lib/utils.js' {
  export function prepareValue(value: unknown): string | Buffer | null
}
