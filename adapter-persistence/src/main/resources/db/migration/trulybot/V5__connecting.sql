-- The key that a plugin in the store and we sign with; how often in a row a problem was seen; and when the store is next to
-- be looked after. What is connected already is due at once.
alter table store_integrations
    add column plugin_key_encrypted text,
    add column health_failures integer not null default 0,
    add column upkeep_at timestamptz not null default now();

create index store_integrations_upkeep on store_integrations (upkeep_at) where status <> 'disconnected';
-- What a platform says about a shop concerns also those who had it before.
create index store_integrations_shop on store_integrations (platform, shop_domain) where shop_domain is not null;

-- A shopper's conversations are looked for store by store, in the order of their ids.
create index conversations_of_integration on conversations (integration_id, id);
drop index conversations_integration;

create table connection_keys (
    id uuid primary key,
    user_id uuid not null references auth.users (id) on delete cascade,
    workspace_id uuid not null,
    name text not null,
    hint text not null,
    secret_encrypted text not null,
    created_at timestamptz not null,
    last_used_at timestamptz
);
create index connection_keys_workspace on connection_keys (workspace_id, created_at desc, id desc);
-- For the deletion of an account.
create index connection_keys_user on connection_keys (user_id);

-- What a key has signed with before. Without a reference to the key: it would be looked at with each request, for nothing.
create table used_nonces (
    key_id uuid not null,
    nonce text not null,
    forget_after timestamptz not null,
    primary key (key_id, nonce)
);
create index used_nonces_forget_after on used_nonces (forget_after);

-- Stores on their way to an account, for minutes. Of page, state and browser only SHA-256 digests are kept.
create table connection_requests (
    id bigint generated always as identity primary key,
    page_digest text unique,
    state_digest text unique,
    browser_digest text,
    stage text not null check (stage in ('offered', 'sent', 'taken', 'concluded')),
    platform text not null,
    store_url text not null,
    address text not null,
    user_id uuid,
    workspace_id uuid,
    account text not null,
    expires_at timestamptz not null,
    outcome text
);
create index connection_requests_expires_at on connection_requests (expires_at);

-- Shops that have our app and no account yet.
create table installations (
    platform text not null,
    store_key text not null,
    installed_at timestamptz not null,
    primary key (platform, store_key)
);
create index installations_installed_at on installations (installed_at);

-- What stores told us, as it was judged: docs/decisions/0018-webhooks-in.md
-- Whom it is about stands in shopper_encrypted alone, and no longer than it is needed.
create table webhook_events (
    id uuid primary key,
    platform text not null,
    integration_id uuid,
    -- Where a delivery key names one delivery: the integration's id, or platform and shop.
    scope text not null,
    delivery_key text not null,
    kind text not null,
    topic text not null,
    shop_domain text,
    order_id text,
    happened_at timestamptz,
    shopper_encrypted text,
    received_at timestamptz not null,
    state text not null default 'waiting' check (state in ('waiting', 'done', 'dead')),
    tries integer not null default 0,
    last_error text,
    worked_at timestamptz,
    constraint webhook_events_delivery unique (scope, delivery_key)
);
-- An operator's list, and what is old.
create index webhook_events_state on webhook_events (state, received_at desc, id desc);

-- What is stored about a shopper, for the merchant to hand on.
create table shopper_exports (
    id uuid primary key,
    integration_id uuid not null references store_integrations (id) on delete cascade,
    content_encrypted text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index shopper_exports_integration on shopper_exports (integration_id);
create index shopper_exports_expires_at on shopper_exports (expires_at);

-- The table of db-scheduler 16, whose columns are its own business. What it is to do stands in the tables above.
create table scheduled_tasks (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures integer,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
-- What is not picked has no heartbeat, and a delivery need not wait for it to be indexed.
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat) where picked;

alter table connection_keys enable row level security;
alter table used_nonces enable row level security;
alter table connection_requests enable row level security;
alter table installations enable row level security;
alter table webhook_events enable row level security;
alter table shopper_exports enable row level security;
alter table scheduled_tasks enable row level security;
