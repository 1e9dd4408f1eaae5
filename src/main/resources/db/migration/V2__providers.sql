-- Which provider serves a method when several could, where a workspace has said so.
create table method_routings (
    workspace_id text collate "C" not null,
    mode         text        not null constraint method_routings_mode check (mode in ('test', 'live')),
    routing      jsonb       not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    primary key (workspace_id, mode)
);

-- An attempt is one charge at one provider: of a session, or of a direct payment. It remembers what was asked for, what the
-- provider said, what came in when that is for a person to look at, and when the provider is asked next.
alter table payment_attempts
    alter column checkout_session_id drop not null,
    drop constraint payment_attempts_status,
    add constraint payment_attempts_status
        check (status in ('starting', 'active', 'succeeded', 'failed', 'canceled', 'review')),
    add column payment_id        text collate "C",
    add column amount            bigint,
    add column currency          text,
    add column provider_data     jsonb   not null default '{}',
    add column review_reason     text constraint payment_attempts_review_reason
        check (review_reason in ('amount_mismatch', 'no_open_payment', 'outcome_unknown')),
    add column received_amount   bigint,
    add column received_currency text,
    add column look_ups          integer not null default 0,
    add column next_look_up_at   timestamptz;
update payment_attempts a
   set amount = s.amount, currency = s.currency,
       payment_id = case when a.status = 'succeeded' then s.payment_id end
  from checkout_sessions s
 where s.workspace_id = a.workspace_id and s.mode = a.mode and s.id = a.checkout_session_id;
alter table payment_attempts
    alter column amount set not null,
    alter column currency set not null,
    add constraint payment_attempts_belongs check (checkout_session_id is not null or payment_id is not null);

create unique index payment_attempts_one_active_payment on payment_attempts (workspace_id, mode, payment_id)
    where status in ('starting', 'active') and checkout_session_id is null;
-- A payment is made by one charge.
create unique index payment_attempts_one_paid on payment_attempts (workspace_id, mode, payment_id)
    where status = 'succeeded';
create index payment_attempts_payment_idx on payment_attempts (workspace_id, mode, payment_id, id)
    where payment_id is not null;
create index payment_attempts_session_idx on payment_attempts (workspace_id, mode, checkout_session_id, id)
    where checkout_session_id is not null;
-- Refunds that were made at a provider name what was paid, not what was asked for.
create index payment_attempts_paid_under_idx on payment_attempts using gin (provider_data jsonb_path_ops)
    where status = 'succeeded';
create index payment_attempts_due_idx on payment_attempts (next_look_up_at) where next_look_up_at is not null;
create index payment_attempts_review_idx on payment_attempts (workspace_id, mode, id) where status = 'review';

-- A buyer who comes back knows nothing but the id.
create unique index payments_id_key on payments (id);

-- What providers have sent, as it came, from the moment that its proof was found good. The same notice sent again is the
-- same row. Workers claim what is due.
create table provider_callbacks (
    workspace_id text collate "C" not null,
    mode         text        not null constraint provider_callbacks_mode check (mode in ('test', 'live')),
    id           text collate "C" not null,
    provider     text        not null,
    identity     text collate "C" not null,
    headers      text        not null, -- without those that are secrets
    body         bytea       not null,
    attempts     integer     not null default 0,
    due_at       timestamptz, -- when a worker may claim it next; null when it is done with
    processed_at timestamptz,
    last_error   text,
    created_at   timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint provider_callbacks_once unique (workspace_id, mode, provider, identity)
);
create index provider_callbacks_due_idx on provider_callbacks (due_at) where due_at is not null;
create index provider_callbacks_processed_idx on provider_callbacks (processed_at) where processed_at is not null;
create index provider_callbacks_stuck_idx on provider_callbacks (workspace_id, mode, id)
    where processed_at is null and last_error is not null;

-- Money given back. What is on its way is reserved in the payment's own row, so that refunds can never exceed it.
alter table payments
    add column amount_refunding bigint not null default 0
        constraint payments_amount_refunding check (amount_refunding between 0 and amount - amount_refunded);
create table refunds (
    workspace_id       text collate "C" not null,
    mode               text        not null constraint refunds_mode check (mode in ('test', 'live')),
    id                 text collate "C" not null,
    payment_id         text collate "C" not null,
    invoice_id         text collate "C",
    amount             bigint      not null constraint refunds_amount check (amount > 0),
    currency           text        not null,
    reason             text        not null
        constraint refunds_reason check (reason in ('requested_by_customer', 'duplicate', 'fraudulent', 'other')),
    status             text        not null constraint refunds_status check (status in ('pending', 'succeeded', 'failed')),
    failure_code       text,
    failure_message    text,
    provider           text,
    provider_reference text,
    look_ups           integer     not null default 0,
    next_look_up_at    timestamptz,
    uncertain          boolean     not null default false, -- whether the provider's answer is not known
    metadata           jsonb,
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint refunds_payment_fkey foreign key (workspace_id, mode, payment_id)
        references payments (workspace_id, mode, id),
    constraint refunds_reference_key unique (workspace_id, mode, provider, provider_reference)
);
create index refunds_payment_idx on refunds (workspace_id, mode, payment_id, id);
create index refunds_due_idx on refunds (next_look_up_at) where next_look_up_at is not null;
create index refunds_uncertain_idx on refunds (workspace_id, mode, id) where status = 'pending' and uncertain;

-- Everything that is not as it should be: must be empty most of the time.
create view stuck as
    select workspace_id, mode, id, 'payment_attempt' as type, provider, coalesce(review_reason, 'outcome_unknown') as reason,
           next_look_up_at as next_try_at, created_at
      from payment_attempts
     where status = 'review' or (status = 'starting' and look_ups > 0)
    union all
    select workspace_id, mode, id, 'refund', provider, 'outcome_unknown', next_look_up_at, created_at
      from refunds
     where status = 'pending' and uncertain
    union all
    select workspace_id, mode, id, 'callback', provider, last_error, due_at, created_at
      from provider_callbacks
     where processed_at is null and last_error is not null;
create index payment_attempts_uncertain_idx on payment_attempts (workspace_id, mode, id)
    where status = 'starting' and look_ups > 0;
