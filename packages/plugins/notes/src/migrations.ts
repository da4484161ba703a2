/** The notes of all users, their full-text index, and the links that were shared. */
const createNotes = `
create table note (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null,
  text text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  words tsvector generated always as (to_tsvector('simple', text)) stored
);
create index note_by_user on note (user_id, created_at desc, id desc);
create index note_by_words on note using gin (words);

-- One link for each note; only the digest of its token is kept.
create table share (
  note_id uuid primary key references note (id) on delete cascade,
  token_hash bytea not null unique,
  created_at timestamptz not null default now()
);
`

/** Packed notes; at most one of a user. */
const createExports = `
create table export (
  user_id uuid primary key,
  token_hash bytea not null unique,
  zip bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
`

export const migrations = { '001-create-notes': createNotes, '002-create-exports': createExports }
