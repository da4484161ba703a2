/** The plugin's tables, see `ordering/tables.ts`. */
export const migrations = {
  '001-create-orders': `
    create table quotes (
      id text primary key,
      restaurant_id text not null,
      area_code text not null,
      deliver_at text,
      basket jsonb not null,
      expires_at timestamptz not null
    );
    create index quotes_by_end on quotes (expires_at);

    create table orders (
      id text primary key,
      user_id text not null,
      quote_id text unique,
      restaurant_id text not null,
      restaurant_name text not null,
      area_name text not null,
      currency text not null,
      time_zone text not null,
      items_total integer not null check (items_total >= 0),
      delivery_fee integer not null check (delivery_fee >= 0),
      service_fee integer not null check (service_fee >= 0),
      tax integer not null check (tax >= 0),
      tip integer not null check (tip >= 0),
      total integer not null check (total = items_total + delivery_fee + service_fee + tax + tip),
      contact_name text not null,
      contact_phone text not null,
      street text not null,
      postcode text not null,
      note text,
      placed_at timestamptz not null,
      kitchen_starts_at timestamptz not null,
      leaves_at timestamptz not null,
      arrives_at timestamptz not null,
      cancelled_at timestamptz check (cancelled_at < kitchen_starts_at)
    );
    create index orders_by_user on orders (user_id, placed_at desc, id desc);

    create table order_items (
      order_id text not null references orders (id) on delete cascade,
      position integer not null,
      dish_id text not null,
      name text not null,
      quantity integer not null check (quantity > 0),
      options text[] not null,
      diets text[] not null,
      unit_price integer not null,
      total integer not null check (total = unit_price * quantity),
      primary key (order_id, position)
    );

    create table share_links (
      token text primary key,
      order_id text not null references orders (id) on delete cascade,
      created_at timestamptz not null,
      revoked_at timestamptz
    );
    create unique index share_links_live on share_links (order_id) where revoked_at is null;
  `,
  '002-jobs': 'alter table orders add column job_id text unique',
}
