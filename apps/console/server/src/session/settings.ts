import type { PlatformDatabase } from '@patchbay/database'

export interface UserSettings {
  subdivision: string | null
  locale: string | null
}

export async function loadSettings({ kysely }: PlatformDatabase, userId: string): Promise<UserSettings> {
  const settings = kysely.selectFrom('console_settings').select(['subdivision', 'locale']).where('user_id', '=', userId)
  return (await settings.executeTakeFirst()) ?? { subdivision: null, locale: null }
}

export interface SettingsChange {
  subdivision?: string | null | undefined
  locale?: string | null | undefined
}

export async function saveSettings(database: PlatformDatabase, userId: string, change: SettingsChange): Promise<void> {
  const old = await loadSettings(database, userId)
  const { subdivision = old.subdivision, locale = old.locale } = change
  await database.kysely
    .insertInto('console_settings')
    .values({ user_id: userId, subdivision, locale })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ subdivision, locale }))
    .execute()
}
