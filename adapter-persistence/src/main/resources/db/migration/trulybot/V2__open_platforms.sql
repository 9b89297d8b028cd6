-- What an open set of platforms and the product need beyond the design. The tables may hold rows of an earlier
-- installation, so each rule comes after the rows have been brought to it. Nothing of theirs is deleted.
-- Why each of these is: docs/decisions/0010-a-wider-schema.md

-- Checks that an earlier installation may have named otherwise.
do $$
declare
    old record;
begin
    for old in
        select c.conname
        from pg_constraint c
        join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
        where c.conrelid = 'store_integrations'::regclass and c.contype = 'c' and a.attname in ('platform', 'status')
    loop
        execute format('alter table store_integrations drop constraint %I', old.conname);
    end loop;
end
$$;

alter table store_integrations
    add column store_key text,
    add column refresh_token_encrypted text,
    add column access_token_expires_at timestamptz,
    add column credential_hint text,
    add column health_state text not null default 'unknown',
    add column health_problem text,
    add column health_since timestamptz not null default now(),
    add column health_checked_at timestamptz,
    add column health_answer_millis bigint;

-- A row without an owner: by default a workspace has the id of its user.
update store_integrations s
set user_id = s.workspace_id
where s.user_id is null and exists (select 1 from auth.users u where u.id = s.workspace_id);

do $$
declare
    lost bigint;
begin
    select count(*) into lost from store_integrations where user_id is null or platform is null;
    if lost > 0 then
        raise exception 'store_integrations holds % row(s) without user_id or platform: give each its account and platform, or delete it, then start again', lost;
    end if;
end
$$;

-- The credentials of these rows were encrypted by someone else and open nothing here: the merchant connects again.
update store_integrations
set status = case
        when disconnected_at is not null or lower(status) in ('disconnected', 'inactive', 'uninstalled', 'deleted')
            then 'disconnected'
        else 'needs_attention'
    end,
    created_at = coalesce(created_at, connected_at, now()),
    connected_at = coalesce(connected_at, created_at, now()),
    updated_at = coalesce(updated_at, created_at, now()),
    shop_domain = lower(nullif(btrim(shop_domain), '')),
    config = case
        when config is null then '{}'
        when jsonb_typeof(config) <> 'object' then jsonb_build_object('config', config)
        else config
    end;

update store_integrations
set disconnected_at = coalesce(disconnected_at, updated_at)
where status = 'disconnected';

update store_integrations
set health_state = 'failing', health_problem = 'store_credentials_rejected', health_since = updated_at
where status = 'needs_attention';

-- Host, port and path, as StoreUrl.key() makes it: without scheme, query and trailing slash, host in lower case.
update store_integrations
set store_key = regexp_replace(
    regexp_replace(btrim(store_url, E' \t\r\n'), '^[a-z][a-z0-9+.-]*://|[?#].*$', '', 'gi'),
    '/+$', '');
update store_integrations
set store_key = lower(substring(store_key from '^[^/]*')) || coalesce(substring(store_key from '/.*$'), '');
update store_integrations
set store_key = regexp_replace(
    store_key,
    case when store_url ~* '^\s*http://' then '^([^/:]+):80(/|$)' else '^([^/:]+):443(/|$)' end,
    '\1\2');

-- The same store twice: the one in use and then the newest stays; # stands in no key, so the others are found no more.
update store_integrations s
set store_key = s.store_key || '#' || s.id,
    status = 'disconnected',
    disconnected_at = coalesce(s.disconnected_at, now())
from (
    select id, row_number() over (
        partition by workspace_id, platform, store_key
        order by status = 'disconnected', created_at desc, id desc) as place
    from store_integrations) ranked
where ranked.id = s.id and ranked.place > 1;

-- One shop at two accounts: the newest keeps it.
update store_integrations s
set status = 'disconnected',
    disconnected_at = coalesce(s.disconnected_at, now())
from (
    select id, row_number() over (partition by platform, shop_domain order by created_at desc, id desc) as place
    from store_integrations
    where status <> 'disconnected' and shop_domain is not null) ranked
where ranked.id = s.id and ranked.place > 1;

alter table store_integrations
    alter column user_id set not null,
    alter column platform set not null,
    alter column store_key set not null,
    alter column status set not null,
    alter column config set not null,
    alter column connected_at set not null,
    alter column created_at set not null,
    alter column updated_at set not null,
    add constraint store_integrations_platform_check check (platform ~ '^[a-z][a-z0-9_-]{1,31}$'),
    add constraint store_integrations_status_check check (status in ('active', 'needs_attention', 'disconnected')),
    add constraint store_integrations_store_key unique (workspace_id, platform, store_key);

-- A shop that its platform names belongs to one account at a time. Webhooks look it up by this, too.
create unique index store_integrations_shop_domain on store_integrations (platform, shop_domain)
    where status <> 'disconnected' and shop_domain is not null;
-- A workspace's list, page by page.
create index store_integrations_workspace on store_integrations (workspace_id, created_at desc, id desc);
-- A shopper's message and each page's configuration know the account; so does the deletion of an account.
create index store_integrations_user on store_integrations (user_id, platform, created_at desc, id desc);

alter table user_activities add column workspace_id uuid;

-- Where an account has one workspace, what happened before happened there.
update user_activities a
set workspace_id = w.workspace_id
from (
    select user_id, min(workspace_id::text)::uuid as workspace_id
    from store_integrations
    group by user_id
    having count(distinct workspace_id) = 1) w
where w.user_id = a.user_id;

update user_activities
set created_at = coalesce(created_at, now()),
    metadata = case
        when metadata is null then '{}'
        when jsonb_typeof(metadata) <> 'object' then jsonb_build_object('metadata', metadata)
        else metadata
    end
where created_at is null or metadata is null or jsonb_typeof(metadata) <> 'object';

alter table user_activities
    alter column metadata set not null,
    alter column created_at set not null;

create index user_activities_workspace on user_activities (workspace_id, created_at desc, id desc);
create index user_activities_user on user_activities (user_id);

-- Supabase serves every table of public to the internet unless row security is on. We own the tables, so it never
-- stands in our way; policies that an earlier installation made stay as they are.
alter table store_integrations enable row level security;
alter table user_activities enable row level security;
