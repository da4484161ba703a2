export { createCredentials, type Credentials } from './credentials.ts'
export { createKeys, parseExpiry, type KeyRecord, type Keys, type NewKey } from './keys.ts'
export type { Principal } from './principal.ts'
