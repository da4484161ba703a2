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
}
