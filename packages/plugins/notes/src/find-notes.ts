import { sql, type Database } from '@patchbay/plugin-kit'
import type { NotesTables } from './tables.ts'

export interface FoundNote {
  id: string
  snippet: string
  createdAt: string
}

/** How many words of a query are looked for. */
const mostWords = 12

/** How many of the newest notes that match are ranked, and how long a snippet may be. */
const mostRanked = 200
const longestSnippet = 400

/** Looks for words in the notes of one user, best match first. */
export async function findNotes(
  database: Database<NotesTables>,
  userId: string,
  { query, limit }: { query: string; limit: number },
): Promise<FoundNote[]> {
  const wanted = toSearch(query)
  // Ranking how near wanted words are to each other is quadratic in a note's words; that any are there is enough, and linear.
  const anyOf = sql`replace(replace((${wanted})::text, '&', '|'), '<->', '|')::tsquery`
  const rows = await database
    .selectFrom((from) =>
      from
        .selectFrom((matching) =>
          matching
            .selectFrom('note')
            .where('user_id', '=', userId)
            .where(sql<boolean>`words @@ ${wanted}`)
            .select(['id', 'text', 'words', 'created_at'])
            .orderBy('created_at', 'desc')
            .limit(mostRanked)
            .as('matching'),
        )
        .select(['id', 'text', 'created_at'])
        .orderBy(sql`ts_rank(words, ${anyOf})`, 'desc')
        .orderBy('created_at', 'desc')
        .limit(limit)
        .as('best'),
    )
    .select([
      'id',
      'created_at',
      sql<string>`ts_headline('simple', text, ${anyOf}, 'StartSel=**, StopSel=**, ' || case when length(text) <= 200 then 'HighlightAll=true' else 'MaxFragments=2, MaxWords=25, MinWords=8' end)`.as(
        'snippet',
      ),
    ])
    .execute()
  return rows.map((row) => ({ id: row.id, snippet: cut(row.snippet), createdAt: row.created_at.toISOString() }))
}

function cut(snippet: string): string {
  return snippet.length > longestSnippet ? `${snippet.slice(0, longestSnippet).toWellFormed()}…` : snippet
}

/** Quotes, `or` and `-` mean what they mean in a search box; the last word also finds what begins with it. */
function toSearch(text: string) {
  const query = text.split(/\s+/, mostWords).join(' ')
  const beginning = /(?:^|\s)([\p{L}\p{N}]+)$/u.exec(query)?.[1]
  const whole = sql`websearch_to_tsquery('simple', ${query})`
  if (!beginning) return whole
  const before = query.slice(0, -beginning.length).trim()
  const prefix = sql`to_tsquery('simple', ${`${beginning}:*`})`
  return before === '' || /(?:\bor|-)$/i.test(before)
    ? sql`(${whole} || ${prefix})`
    : sql`(${whole} || (websearch_to_tsquery('simple', ${before}) && ${prefix}))`
}
