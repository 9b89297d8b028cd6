-- The two tables as the product was designed, and the accounts they refer to.
-- On Supabase auth.users is Supabase's: it is referred to and never altered. Elsewhere a minimal one is made, and its
-- comment says so: whoever wants to add accounts looks at it first.
do $$
begin
    if to_regclass('auth.users') is null then
        create schema if not exists auth;
        create table auth.users (id uuid primary key);
        comment on table auth.users is 'kept by trulybot-integrations';
    end if;
end
$$;

create table if not exists store_integrations (
    id uuid primary key,
    user_id uuid references auth.users (id),
    workspace_id uuid not null,
    platform text check (platform in ('woocommerce', 'shopify')),
    store_url text not null,
    store_name text not null,
    store_email text,
    api_key_encrypted text,
    api_secret_encrypted text,
    permissions text,
    access_token_encrypted text,
    shop_domain text,
    status text default 'active',
    config jsonb default '{}',
    connected_at timestamptz default now(),
    disconnected_at timestamptz,
    last_sync_at timestamptz,
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);

create table if not exists user_activities (
    id uuid primary key,
    user_id uuid references auth.users (id),
    activity_type text not null,
    description text not null,
    metadata jsonb default '{}',
    created_at timestamptz default now()
);
