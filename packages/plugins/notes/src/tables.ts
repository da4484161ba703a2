import type { Generated } from '@patchbay/plugin-kit'

export interface NotesTables {
  note: {
    id: Generated<string>
    user_id: string
    text: string
    created_at: Generated<Date>
    updated_at: Generated<Date>
    words: Generated<string>
  }
  export: {
    user_id: string
    token_hash: Buffer
    zip: Buffer
    created_at: Date
    expires_at: Date
  }
  share: {
    note_id: string
    token_hash: Buffer
    created_at: Generated<Date>
  }
}
