-- Times that only move when they are asked to; in test mode only.
create table test_clocks (
    workspace_id text collate "C" not null,
    mode         text        not null constraint test_clocks_mode check (mode = 'test'),
    id           text collate "C" not null,
    name         text        not null,
    frozen_time  timestamptz not null,
    status       text        not null constraint test_clocks_status check (status in ('ready', 'advancing')),
    advancing_to timestamptz
        constraint test_clocks_advancing check ((status = 'advancing') = (advancing_to is not null)),
    due_at       timestamptz, -- when a worker may claim it next, in real time; null when it is ready
    tries        integer     not null,
    claimed_by   integer,
    last_error   text,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    primary key (workspace_id, mode, id)
);

create index test_clocks_due on test_clocks (due_at) where due_at is not null;

alter table customers add column test_clock_id text collate "C";
alter table customers add constraint customers_test_clock_fkey foreign key (workspace_id, mode, test_clock_id)
    references test_clocks (workspace_id, mode, id);
create index customers_of_clock on customers (workspace_id, mode, test_clock_id) where test_clock_id is not null;

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
     where fan_out_error is not null
    union all
    select workspace_id, mode, id, 'subscription', null, last_error, due_at, created_at
      from subscriptions
     where last_error is not null
    union all
    select workspace_id, mode, id, 'test_clock', null, last_error, due_at, created_at
      from test_clocks
     where last_error is not null;
