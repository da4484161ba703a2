import type { PlatformDatabase } from '@patchbay/database'

/** A browser in which a person is signed in. */
export interface Device {
  id: string
  userAgent: string
  address: string
  signedInAt: Date
  seenAt: Date
}

/** Where people are signed in. */
export interface Devices {
  /** Takes note of a session that is used. */
  see(device: { uid: string; userId: string; userAgent: string; address: string }): Promise<void>
  /** Those whose session lives, the newest first. */
  list(userId: string): Promise<Device[]>
  /** Ends the session. False when the person has no such one. */
  signOut(userId: string, id: string): Promise<boolean>
  /** Ends every session but one; of all when none is named. */
  signOutOthers(userId: string, exceptId?: string): Promise<void>
}

export function createDevices({ kysely }: PlatformDatabase): Devices {
  const sessions = (userId: string) => kysely.deleteFrom('oidc').where('model', '=', 'Session').where('user_id', '=', userId)
  return {
    async see({ uid, userId, userAgent, address }) {
      const row = { uid, user_id: userId, user_agent: userAgent.slice(0, 300), address }
      const known = { user_agent: row.user_agent, address, seen_at: new Date() }
      await kysely
        .insertInto('devices')
        .values(row)
        .onConflict((conflict) => conflict.column('uid').doUpdateSet(known).where('devices.user_id', '=', userId))
        .execute()
    },

    async list(userId) {
      const rows = await kysely
        .selectFrom('devices')
        .innerJoin('oidc', (join) => join.onRef('oidc.uid', '=', 'devices.uid').on('oidc.model', '=', 'Session'))
        .select(['devices.uid', 'user_agent', 'address', 'devices.created_at', 'seen_at'])
        .where('devices.user_id', '=', userId)
        .where('oidc.user_id', '=', userId)
        .where('oidc.expires_at', '>', new Date())
        .orderBy('seen_at', 'desc')
        .execute()
      return rows.map((row) => ({
        id: row.uid,
        userAgent: row.user_agent,
        address: row.address,
        signedInAt: row.created_at,
        seenAt: row.seen_at,
      }))
    },

    async signOut(userId, id) {
      const { numDeletedRows } = await sessions(userId).where('uid', '=', id).executeTakeFirst()
      await kysely.deleteFrom('devices').where('user_id', '=', userId).where('uid', '=', id).execute()
      return numDeletedRows > 0n
    },

    async signOutOthers(userId, exceptId = '') {
      await sessions(userId).where('uid', 'is distinct from', exceptId).execute()
      await kysely.deleteFrom('devices').where('user_id', '=', userId).where('uid', '!=', exceptId).execute()
    },
  }
}
