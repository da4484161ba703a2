import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What was done under a caller's key, and what people are asked to agree to. */
export const safeWrites: Migration = {
  async up(database: Kysely<unknown>) {
    await sql`create table idempotency (
      owner text not null,
      plugin text not null,
      key text not null,
      fingerprint bytea not null,
      holder uuid not null,
      held_until timestamptz not null,
      kind text check (kind in ('answer', 'queued')),
      answer text,
      job_id text,
      expires_at timestamptz not null,
      primary key (owner, plugin, key),
      check ((kind is null) = (answer is null))
    )`.execute(database)
    await sql`create index idempotency_expires_at on idempotency (expires_at)`.execute(database)
    await sql`create index idempotency_holder on idempotency (holder) where answer is null`.execute(database)
    await sql`create table confirmations (
      id uuid primary key,
      user_id uuid not null references users on delete cascade,
      plugin text not null,
      action text not null,
      arguments_hash bytea not null,
      arguments text not null,
      message text not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      approved_at timestamptz,
      refused_at timestamptz,
      holder uuid,
      held_until timestamptz,
      kind text check (kind in ('answer', 'queued')),
      answer text,
      job_id text,
      check ((kind is null) = (answer is null)),
      check (approved_at is null or refused_at is null)
    )`.execute(database)
    await sql`create index confirmations_expires_at on confirmations (expires_at)`.execute(database)
    await sql`create index confirmations_user_id on confirmations (user_id)`.execute(database)
  },
  async down(database: Kysely<unknown>) {
    await sql`drop table confirmations, idempotency`.execute(database)
  },
}
