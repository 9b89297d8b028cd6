-- The key that credentials and conversations are encrypted with, itself encrypted with ENCRYPTION_KEY. The row with the
-- highest id is in force.
create table encryption_keysets (
    id bigint generated always as identity primary key,
    wrapped text not null,
    created_at timestamptz not null default now()
);

-- What a shopper said (order number, e-mail) stands in details_encrypted alone.
create table conversations (
    id uuid primary key,
    integration_id uuid not null references store_integrations (id) on delete cascade,
    token_digest text not null,
    state text not null,
    details_encrypted text,
    refusals integer not null default 0,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
-- For the deletion of a store.
create index conversations_integration on conversations (integration_id);
-- For what is kept for some days only.
create index conversations_updated on conversations (updated_at);

create table widget_settings (
    user_id uuid primary key references auth.users (id) on delete cascade,
    settings jsonb not null,
    version bigint not null,
    updated_at timestamptz not null default now()
);

alter table encryption_keysets enable row level security;
alter table conversations enable row level security;
alter table widget_settings enable row level security;
