/** The plugin's tables. */
export const migrations = {
  '001-create-bookings': `
    create table booking (
      id text primary key,
      user_id text not null,
      status text not null check (status in ('pending', 'confirmed', 'cancelled', 'failed')),
      details jsonb not null,
      departs_at timestamptz not null,
      order_id text,
      reference text,
      refund jsonb,
      share_token text unique,
      created_at timestamptz not null,
      cancelled_at timestamptz
    );
    create index booking_of_user on booking (user_id, created_at desc, id desc);
    create table seat_sale (
      key text primary key,
      sold integer not null check (sold >= 0)
    );
  `,
  '002-jobs-and-watches': `
    alter table booking add column job_id text unique, add column paid_at timestamptz, add column ordered_at timestamptz;
    create table watch (
      id text primary key,
      user_id text not null,
      offer_id text not null,
      below jsonb,
      status text not null check (status in ('watching', 'reached', 'ended')),
      first_price jsonb not null,
      last_price jsonb not null,
      lowest_price jsonb not null,
      created_at timestamptz not null,
      checked_at timestamptz not null,
      ends_at timestamptz not null
    );
    create index watch_of_user on watch (user_id, created_at desc);
    create index watch_to_check on watch (checked_at) where status = 'watching';
  `,
}
