import { sql, type Database } from '@patchbay/plugin-kit'
import type { NotesTables } from './tables.ts'

export interface FoundNote {
  id: string
  snippet: string
  createdAt: string
}

/** Looks for words in the notes of one user, best match first. */
export async function findNotes(
  database: Database<NotesTables>,
  userId: string,
  { query, limit }: { query: string; limit: number },
): Promise<FoundNote[]> {
  const wanted = toSearch(query)
  const rows = await database
    .selectFrom('note')
    .where('user_id', '=', userId)
    .where(sql<boolean>`words @@ ${wanted}`)
    .select([
      'id',
      'created_at',
      sql<string>`ts_headline('simple', text, ${wanted}, 'StartSel=**, StopSel=**, MaxFragments=2, MaxWords=25, MinWords=8')`.as('snippet'),
    ])
    .orderBy(sql`ts_rank(words, ${wanted})`, 'desc')
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.id, snippet: row.snippet, createdAt: row.created_at.toISOString() }))
}

/** Quotes, `or` and `-` mean what they mean in a search box; the last word also finds what begins with it. */
function toSearch(query: string) {
  const beginning = /(?:^|\s)([\p{L}\p{N}]+)$/u.exec(query)?.[1]
  const whole = sql`websearch_to_tsquery('simple', ${query})`
  if (!beginning) return whole
  const before = query.slice(0, -beginning.length).trim()
  const prefix = sql`to_tsquery('simple', ${`${beginning}:*`})`
  return before === '' || /(?:\bor|-)$/i.test(before)
    ? sql`(${whole} || ${prefix})`
    : sql`(${whole} || (websearch_to_tsquery('simple', ${before}) && ${prefix}))`
}
