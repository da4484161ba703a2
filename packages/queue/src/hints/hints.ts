/** Says quickly that something about a job has changed. May get lost: whoever waits asks the database too, less often. */
export interface Hints {
  tell(kind: HintKind, id: string): void
  /** Returns what ends it. */
  listen(listener: HintListener): () => void
  close(): Promise<void>
}

export type HintKind = 'changed' | 'cancel'

export type HintListener = (kind: HintKind, id: string) => void
