import type { PlatformDatabase } from '@patchbay/database'
import type { ConversationSummary } from '../api.ts'

export interface SearchOptions {
  query?: string
  before?: Date
}

/** A person's conversations, newest first; with a query those in whose title or messages it stands, and where. */
export async function searchConversations(
  { kysely }: PlatformDatabase,
  userId: string,
  { query, before }: SearchOptions,
): Promise<ConversationSummary[]> {
  const all = kysely.selectFrom('console_conversations').select(['id', 'title', 'updated_at']).where('user_id', '=', userId)
  const older = before ? all.where('updated_at', '<', before) : all
  const pattern = query === undefined ? undefined : `%${query.replaceAll(/[\\%_]/g, '\\$&')}%`
  const found =
    pattern === undefined
      ? older
      : older.where((where) =>
          where.or([
            where('title', 'ilike', pattern),
            where.exists(
              where
                .selectFrom('console_messages')
                .select('console_messages.id')
                .whereRef('conversation_id', '=', 'console_conversations.id')
                .where('text', 'ilike', pattern),
            ),
          ]),
        )
  const rows = await found.orderBy('updated_at', 'desc').limit(50).execute()
  const summaries = rows.map(({ id, title, updated_at }) => ({ id, title, updatedAt: updated_at.toISOString() }))
  if (query === undefined || pattern === undefined || summaries.length === 0) return summaries
  const texts = await findHits(
    kysely,
    summaries.map(({ id }) => id),
    { query, pattern },
  )
  return summaries.map((summary) => ({ ...summary, snippet: texts.get(summary.id) ?? toSnippet(summary.title, query) }))
}

/** The newest message of each conversation in which it stands. */
async function findHits(
  kysely: PlatformDatabase['kysely'],
  ids: string[],
  { query, pattern }: { query: string; pattern: string },
): Promise<Map<string, string>> {
  const hits = await kysely
    .selectFrom('console_messages')
    .select(['conversation_id', 'text'])
    .distinctOn('conversation_id')
    .where('conversation_id', 'in', ids)
    .where('text', 'ilike', pattern)
    .orderBy('conversation_id')
    .orderBy('sequence', 'desc')
    .execute()
  return new Map(hits.map((hit) => [hit.conversation_id, toSnippet(hit.text, query)]))
}

function toSnippet(text: string, query: string): string {
  const at = text.toLowerCase().indexOf(query.toLowerCase())
  if (at === -1) return text.slice(0, 100)
  const from = Math.max(0, at - 40)
  const end = at + query.length
  return `${from > 0 ? '…' : ''}${text.slice(from, at)}\u0002${text.slice(at, end)}\u0003${text.slice(end, end + 80)}`
}
