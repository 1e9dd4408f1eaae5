-- Every table of a workspace starts its key with (workspace_id, mode): no statement can reach across by accident.
-- There are no foreign keys to workspaces: each insert would lock the workspace's row, and keys already prove it exists.
-- Ids are ULIDs behind a prefix; collate "C" compares them as the bytes they are.

create table workspaces (
    id         text collate "C" primary key,
    name       text        not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create table api_keys (
    workspace_id text collate "C" not null,
    mode         text        not null constraint api_keys_mode check (mode in ('test', 'live')),
    id           text collate "C" not null,
    key_id       text collate "C" not null constraint api_keys_key_id_key unique,
    name         text        not null,
    description  text,
    role         text        not null
        constraint api_keys_role check (role in ('full_access', 'read_only', 'webhook_management_only', 'restricted')),
    scopes       text[]      not null,
    secret       bytea       not null, -- encrypted: signatures are checked with it
    bearer_hash  bytea       not null, -- SHA-256 of the random part: compared, never read
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    primary key (workspace_id, mode, id)
);

create table customers (
    workspace_id             text collate "C" not null,
    mode                     text        not null constraint customers_mode check (mode in ('test', 'live')),
    id                       text collate "C" not null,
    external_id              text,
    email                    text,
    name                     text,
    phone                    text,
    address                  jsonb,
    tax_id                   text,
    default_payment_token_id text collate "C",
    metadata                 jsonb,
    created_at               timestamptz not null,
    updated_at               timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint customers_external_id_key unique (workspace_id, mode, external_id)
);
create index customers_email_idx on customers (workspace_id, mode, email, id) where email is not null;

create table provider_accounts (
    workspace_id     text collate "C" not null,
    mode             text        not null constraint provider_accounts_mode check (mode in ('test', 'live')),
    kind             text        not null
        constraint provider_accounts_kind check (kind in ('xendit', 'midtrans', 'paypal', 'manual')),
    status           text        not null constraint provider_accounts_status check (status in ('active', 'error')),
    credentials      bytea, -- encrypted; null where a provider needs none
    secret_key_last4 text,
    public_config    jsonb,
    last_error_at    timestamptz,
    last_error_code  text,
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    primary key (workspace_id, mode, kind)
);

create table checkout_sessions (
    workspace_id   text collate "C" not null,
    mode           text        not null constraint checkout_sessions_mode check (mode in ('test', 'live')),
    id             text collate "C" not null,
    status         text        not null
        constraint checkout_sessions_status check (status in ('open', 'complete', 'expired', 'canceled')),
    amount         bigint      not null constraint checkout_sessions_amount check (amount > 0),
    currency       text        not null,
    description    text,
    customer_id    text collate "C",
    guest          jsonb,
    line_items     jsonb       not null,
    methods        text[]      not null,
    payment_method text,
    provider       text,
    success_url    text        not null,
    cancel_url     text        not null,
    expires_at     timestamptz not null,
    completed_at   timestamptz,
    canceled_at    timestamptz,
    payment_id     text collate "C",
    attempts       integer     not null,
    review_pending boolean     not null,
    template_id    text collate "C",
    metadata       jsonb,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint checkout_sessions_customer_fkey foreign key (workspace_id, mode, customer_id)
        references customers (workspace_id, mode, id)
);
-- The hosted page knows nothing but the id.
create unique index checkout_sessions_id_key on checkout_sessions (id);
create index checkout_sessions_customer_idx on checkout_sessions (workspace_id, mode, customer_id, id)
    where customer_id is not null;
-- The timer: what expires next. A session whose payment is on its way waits for that payment instead.
create index checkout_sessions_due_idx on checkout_sessions (expires_at) where status = 'open' and payment_id is null;

-- One try of a buyer to pay a session by one method. A decline ends the attempt, not the session.
create table payment_attempts (
    workspace_id        text collate "C" not null,
    mode                text        not null constraint payment_attempts_mode check (mode in ('test', 'live')),
    id                  text collate "C" not null,
    checkout_session_id text collate "C" not null,
    provider            text        not null,
    method              text        not null,
    status              text        not null constraint payment_attempts_status
        check (status in ('starting', 'active', 'succeeded', 'failed', 'canceled')),
    provider_reference  text,
    next_action         jsonb,
    failure_code        text,
    failure_message     text,
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint payment_attempts_session_fkey foreign key (workspace_id, mode, checkout_session_id)
        references checkout_sessions (workspace_id, mode, id),
    constraint payment_attempts_reference_key unique (workspace_id, mode, provider, provider_reference)
);
create unique index payment_attempts_one_active on payment_attempts (workspace_id, mode, checkout_session_id)
    where status in ('starting', 'active');

create table payments (
    workspace_id        text collate "C" not null,
    mode                text        not null constraint payments_mode check (mode in ('test', 'live')),
    id                  text collate "C" not null,
    status              text        not null constraint payments_status
        check (status in ('pending', 'succeeded', 'failed', 'partially_refunded', 'refunded')),
    amount              bigint      not null constraint payments_amount check (amount > 0),
    currency            text        not null,
    fee_amount          bigint,
    fee_status          text        not null
        constraint payments_fee_status check (fee_status in ('exact', 'estimated', 'unknown')),
    net_amount          bigint,
    amount_refunded     bigint      not null
        constraint payments_amount_refunded check (amount_refunded between 0 and amount),
    customer_id         text collate "C",
    checkout_session_id text collate "C",
    invoice_id          text collate "C",
    payment_method      jsonb       not null,
    payment_token_id    text collate "C",
    provider            text,
    provider_reference  text,
    provider_data       jsonb       not null,
    next_action         jsonb,
    return_url          text,
    failure_code        text,
    failure_message     text,
    description         text,
    succeeded_at        timestamptz,
    late                boolean     not null,
    metadata            jsonb,
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    primary key (workspace_id, mode, id),
    -- At most one payment a session, ever.
    constraint payments_one_per_session unique (workspace_id, mode, checkout_session_id),
    constraint payments_reference_key unique (workspace_id, mode, provider, provider_reference),
    constraint payments_customer_fkey foreign key (workspace_id, mode, customer_id)
        references customers (workspace_id, mode, id),
    constraint payments_session_fkey foreign key (workspace_id, mode, checkout_session_id)
        references checkout_sessions (workspace_id, mode, id)
);
create index payments_customer_idx on payments (workspace_id, mode, customer_id, id) where customer_id is not null;

-- What happened, as the bytes that webhooks sign: text, because jsonb would reorder them.
create table events (
    workspace_id text collate "C" not null,
    mode         text        not null constraint events_mode check (mode in ('test', 'live')),
    id           text collate "C" not null,
    type         text        not null,
    object_id    text collate "C" not null,
    payload      text        not null,
    fanned_out   boolean     not null default false, -- whether its deliveries have been written
    created_at   timestamptz not null,
    primary key (workspace_id, mode, id)
);
create index events_waiting_idx on events (id) where not fanned_out;

create table webhook_endpoints (
    workspace_id         text collate "C" not null,
    mode                 text        not null constraint webhook_endpoints_mode check (mode in ('test', 'live')),
    id                   text collate "C" not null,
    url                  text        not null,
    events               text[]      not null,
    description          text,
    status               text        not null
        constraint webhook_endpoints_status check (status in ('active', 'disabled')),
    secret               bytea       not null, -- encrypted: deliveries are signed with it
    consecutive_failures integer     not null,
    failing_since        timestamptz,
    disabled_at          timestamptz,
    disabled_reason      text,
    created_at           timestamptz not null,
    updated_at           timestamptz not null,
    primary key (workspace_id, mode, id)
);

create table webhook_deliveries (
    workspace_id    text collate "C" not null,
    mode            text        not null constraint webhook_deliveries_mode check (mode in ('test', 'live')),
    id              text collate "C" not null,
    endpoint_id     text collate "C" not null,
    event_id        text collate "C" not null,
    type            text        not null,
    body            text, -- only where it differs from the event's payload (the client libraries' names)
    status          text        not null
        constraint webhook_deliveries_status check (status in ('pending', 'succeeded', 'failed')),
    attempts        integer     not null, -- also the fencing token: a result is written only by the latest claim
    due_at          timestamptz,          -- when a worker may claim it next; a claim moves it past the lease
    last_attempt_at timestamptz,
    delivered_at    timestamptz,
    response_code   integer,
    last_error      text,
    attempt_log     jsonb       not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint webhook_deliveries_once unique (workspace_id, mode, event_id, endpoint_id),
    constraint webhook_deliveries_endpoint_fkey foreign key (workspace_id, mode, endpoint_id)
        references webhook_endpoints (workspace_id, mode, id) on delete cascade,
    constraint webhook_deliveries_event_fkey foreign key (workspace_id, mode, event_id)
        references events (workspace_id, mode, id)
);
create index webhook_deliveries_due_idx on webhook_deliveries (due_at) where status = 'pending';
create index webhook_deliveries_endpoint_idx on webhook_deliveries (workspace_id, mode, endpoint_id, id);

-- Append-only: who did what to which object.
create table audit_log (
    workspace_id text collate "C" not null,
    mode         text        not null constraint audit_log_mode check (mode in ('test', 'live')),
    id           text collate "C" not null,
    actor_type   text        not null
        constraint audit_log_actor_type check (actor_type in ('key', 'member', 'system', 'provider')),
    actor_id     text        not null,
    actor_label  text        not null,
    action       text        not null,
    object_type  text        not null,
    object_id    text collate "C" not null,
    ip           text,
    details      jsonb       not null,
    created_at   timestamptz not null,
    primary key (workspace_id, mode, id)
);
create index audit_log_object_idx on audit_log (workspace_id, mode, object_id, id);

-- The answer to a request, committed together with its effect. Where a provider has to be asked in between, the row comes
-- with the intention: no status yet, but the id of what is being made, so that a repeat after a crash finds it.
create table idempotency_keys (
    workspace_id text collate "C" not null,
    mode         text        not null constraint idempotency_keys_mode check (mode in ('test', 'live')),
    key          text collate "C" not null,
    fingerprint  text        not null,
    request_id   text collate "C" not null,
    resource_id  text collate "C",
    status       smallint,
    body         bytea,
    encrypted    boolean     not null default false, -- the body, where it shows a secret
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    primary key (workspace_id, mode, key)
);
create index idempotency_keys_expired_idx on idempotency_keys (expires_at);
