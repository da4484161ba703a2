import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Background jobs: the row is the truth, the queue only dispatches. A row that is not `enqueued` yet is the outbox. */
export const jobs: Migration = {
  async up(database: Kysely<unknown>) {
    await sql`create table jobs (
      id uuid primary key,
      plugin text not null,
      name text not null,
      owner text not null,
      caller jsonb not null,
      request_id text not null,
      input text not null,
      status text not null default 'queued' check (status in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
      version int not null default 1,
      generation int not null default 0,
      attempt int not null default 0,
      failures int not null default 0,
      run_at timestamptz not null default now(),
      enqueued_at timestamptz,
      worker text,
      lease_until timestamptz,
      cancel_requested_at timestamptz,
      progress_fraction real not null default 0,
      progress_message text,
      effect text,
      result text,
      error jsonb,
      unique_key text,
      created_at timestamptz not null default now(),
      started_at timestamptz,
      finished_at timestamptz,
      parked_at timestamptz
    )`.execute(database)
    await sql`create index jobs_outbox on jobs (created_at) where enqueued_at is null and status in ('queued', 'running')`.execute(database)
    await sql`create index jobs_leases on jobs (lease_until) where status = 'running'`.execute(database)
    await sql`create index jobs_waiting on jobs (run_at) where status = 'queued'`.execute(database)
    await sql`create index jobs_finished on jobs (finished_at) where finished_at is not null`.execute(database)
    await sql`create index jobs_parked on jobs (parked_at) where parked_at is not null`.execute(database)
    await sql`create unique index jobs_unique_key on jobs (unique_key) where unique_key is not null`.execute(database)
    await sql`create table job_schedules (
      plugin text not null,
      name text not null,
      schedule text not null,
      next_at timestamptz not null,
      primary key (plugin, name)
    )`.execute(database)
  },
  async down(database: Kysely<unknown>) {
    await sql`drop table job_schedules, jobs`.execute(database)
  },
}
