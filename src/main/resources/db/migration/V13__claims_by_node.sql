-- Each start of a node has a number, which its claims carry. It holds a lock of that number while it lives: what one that is
-- no more has left behind is taken back when a node of its name starts again.
create sequence node_start_numbers as integer;
create table node_starts (
    number     integer     primary key,
    name       text        not null,
    started_at timestamptz not null
);
alter table payment_attempts add column claimed_by integer;
alter table refunds add column claimed_by integer;
alter table provider_callbacks add column claimed_by integer;
alter table webhook_recoveries add column claimed_by integer;
alter table webhook_lanes add column claimed_by integer;

-- What a worker did not expect of a row stays with it until it goes well, and everybody can see it.
alter table payment_attempts add column last_error text;
alter table refunds add column last_error text;
alter table webhook_recoveries add column last_error text;
alter table webhook_recoveries add column tries integer not null default 0;
alter table events add column fan_out_error text; -- why it was set aside and led to no deliveries
alter table checkout_sessions add column expiry_error text;
alter table checkout_sessions add column expiry_tries integer not null default 0;
alter table checkout_sessions add column expiry_due_at timestamptz; -- when it is tried again; null when it never failed

create index payment_attempts_failing_idx on payment_attempts (workspace_id, mode, id) where last_error is not null;
create index refunds_failing_idx on refunds (workspace_id, mode, id) where status = 'pending' and last_error is not null;
create index checkout_sessions_failing_idx on checkout_sessions (workspace_id, mode, id)
    where status = 'open' and payment_id is null and expiry_error is not null;
-- One that is done fails still when what was believed of it cannot be compared.
update provider_callbacks set last_error = null where processed_at is not null and last_error is not null;
drop index provider_callbacks_stuck_idx;
create index provider_callbacks_failing_idx on provider_callbacks (workspace_id, mode, id) where last_error is not null;
create index webhook_recoveries_failing_idx on webhook_recoveries (workspace_id, mode, id)
    where status = 'running' and last_error is not null;
create index events_failing_idx on events (workspace_id, mode, id) where fan_out_error is not null;

create or replace view stuck as
    select workspace_id, mode, id, 'payment_attempt' as type, provider,
           coalesce(review_reason, last_error, 'outcome_unknown') as reason, next_look_up_at as next_try_at, created_at
      from payment_attempts
     where status = 'review' or (status = 'starting' and look_ups > 0) or last_error is not null
    union all
    select workspace_id, mode, id, 'refund', provider, coalesce(last_error, 'outcome_unknown'), next_look_up_at, created_at
      from refunds
     where status = 'pending' and (uncertain or last_error is not null)
    union all
    select workspace_id, mode, id, 'callback', provider, last_error, coalesce(due_at, confirm_at), created_at
      from provider_callbacks
     where last_error is not null
    union all
    select workspace_id, mode, id, 'checkout_session', provider, expiry_error, expiry_due_at, created_at
      from checkout_sessions
     where status = 'open' and payment_id is null and expiry_error is not null
    union all
    select workspace_id, mode, id, 'webhook_recovery', null, last_error, due_at, created_at
      from webhook_recoveries
     where status = 'running' and last_error is not null
    union all
    select workspace_id, mode, id, 'event', null, fan_out_error, null, created_at
      from events
     where fan_out_error is not null;
