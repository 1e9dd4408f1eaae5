create table dunning_policies (
    workspace_id     text collate "C" not null,
    mode             text        not null constraint dunning_policies_mode check (mode in ('test', 'live')),
    id               text collate "C" not null,
    name             text        not null,
    retry_after_days integer[]   not null,
    final_action     text        not null constraint dunning_policies_final_action
        check (final_action in ('cancel', 'leave_past_due', 'mark_uncollectible')),
    metadata         jsonb,
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    primary key (workspace_id, mode, id)
);

create table default_dunning_policies (
    workspace_id text collate "C" not null,
    mode         text not null constraint default_dunning_policies_mode check (mode in ('test', 'live')),
    policy_id    text collate "C" not null,
    primary key (workspace_id, mode),
    constraint default_dunning_policies_policy_fkey foreign key (workspace_id, mode, policy_id)
        references dunning_policies (workspace_id, mode, id)
);

-- Until now any text was taken; there was no policy.
update plans set dunning_policy_id = null where dunning_policy_id is not null;

alter table plans add constraint plans_dunning_policy_fkey foreign key (workspace_id, mode, dunning_policy_id)
    references dunning_policies (workspace_id, mode, id);

-- The tries to collect the invoices of subscriptions, the first of which is made when the invoice is.
create table collection_tries (
    workspace_id   text collate "C" not null,
    mode           text        not null constraint collection_tries_mode check (mode in ('test', 'live')),
    id             text collate "C" not null,
    invoice_id     text collate "C" not null,
    number         integer     not null, -- counted from 0
    charges        boolean     not null, -- whether the stored payment method is charged; otherwise the customer is reminded
    status         text        not null constraint collection_tries_status
        check (status in ('scheduled', 'charging', 'succeeded', 'failed', 'ended')),
    started_at     timestamptz not null, -- of the first try, from which the days of the others are counted
    attempt_id     text collate "C",
    failure_code   text,
    test_clock_id  text collate "C",
    due_at         timestamptz, -- null when it is over, or on a test clock
    clock_due_at   timestamptz,
    tries          integer     not null,
    claimed_by     integer,
    last_error     text,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint collection_tries_once unique (workspace_id, mode, invoice_id, number),
    constraint collection_tries_invoice_fkey foreign key (workspace_id, mode, invoice_id)
        references invoices (workspace_id, mode, id)
);
create unique index collection_tries_one_open on collection_tries (workspace_id, mode, invoice_id)
    where status in ('scheduled', 'charging');
create index collection_tries_due_idx on collection_tries (due_at) where due_at is not null;
create index collection_tries_of_clock on collection_tries (workspace_id, mode, test_clock_id, clock_due_at)
    where test_clock_id is not null;
create index collection_tries_failing_idx on collection_tries (workspace_id, mode, id) where last_error is not null;

alter table subscriptions add constraint subscriptions_payment_token_fkey
    foreign key (workspace_id, mode, customer_id, default_payment_token_id)
    references payment_methods (workspace_id, mode, customer_id, id);

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
     where last_error is not null
    union all
    select workspace_id, mode, id, 'collection_try', null, last_error, due_at, created_at
      from collection_tries
     where last_error is not null
    union all
    select workspace_id, mode, id, 'payment_method', provider, last_error, deletion_due_at, created_at
      from payment_methods
     where last_error is not null
    union all
    -- By the id of what was mailed, until that is mailed anew or the mail is deleted.
    select workspace_id, mode, object_id, 'mail', null, last_error, due_at, created_at
      from mails
     where last_error is not null and (due_at is null or last_error = 'internal')
       and not exists (select 1 from mails newer
                        where newer.workspace_id = mails.workspace_id and newer.mode = mails.mode
                          and newer.object_id = mails.object_id and newer.id > mails.id);
