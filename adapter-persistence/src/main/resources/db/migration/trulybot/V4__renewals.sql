-- The refresh token before the present one, kept until its successor has worked, and what a store signs its webhooks with.
alter table store_integrations
    add column previous_refresh_token_encrypted text,
    add column webhook_secret_encrypted text;

-- Whose turn it is to renew a store's credentials. A row of its own, so that nobody who only notes how a store answers
-- has to wait for it: docs/decisions/0013-turns-to-renew.md
create table credential_renewals (
    integration_id uuid primary key references store_integrations (id) on delete cascade,
    holder uuid not null,
    ends_at timestamptz not null
);

alter table credential_renewals enable row level security;
