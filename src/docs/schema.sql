-- The keys of every table of a workspace start with (workspace_id, mode): no statement can reach another's rows by accident.
-- There are no foreign keys to workspaces: each insert would lock the workspace's row, and the API key proves that it exists.
-- Ids are ULIDs behind a prefix; collate "C" compares them as bytes.
--
-- To a planner without statistics, indexes with the same first columns cost the same. So that a row is found by its primary key,
-- each other index that begins with (workspace_id, mode) is partial on its own column, which makes it no candidate for a statement
-- that does not compare that column; some of these columns are never null. A constraint, which cannot be partial, has the columns
-- of its own first.

-- Workspaces and their keys ---------------------------------------------------------------------------------------------------

create table workspaces (
    id              text collate "C" primary key,
    name            text        not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    deletion_due_at timestamptz
);
create index workspaces_deletion_due_idx on workspaces (deletion_due_at) where deletion_due_at is not null;

-- Workspaces that were deleted. The row stays when nothing else is left, so that their ids stay explained where other logs name
-- them.
create table deleted_workspaces (
    id         text collate "C" primary key,
    deleted_at timestamptz not null, -- since when nobody reaches anything of it
    -- How far its rows are deleted, table by table. All tables are looked at once more a day later.
    due_at     timestamptz,          -- when a node goes on; null when nothing is left
    table_name text,                 -- null before the first
    position   text[],               -- the key after which it goes on; null at the beginning of the table
    is_last    boolean     not null, -- whether the deletion ends with this look at all tables: it has found no row so far
    tries      integer     not null
);
-- Statements that find a workspace by an id of its rows read all of this index, which is empty most of the time.
create index deleted_workspaces_due_idx on deleted_workspaces (due_at, id) where due_at is not null;

create table api_keys (
    workspace_id text collate "C" not null,
    mode         text        not null constraint api_keys_mode check (mode in ('test', 'live')),
    id           text collate "C" not null,
    key_id       text collate "C" not null constraint api_keys_key_id_key unique,
    name         text        not null,
    description  text,
    role         text        not null
        constraint api_keys_role check (role in ('full_access', 'read_only', 'webhook_management_only', 'restricted', 'platform')),
    scopes       text[]      not null,
    secret       bytea       not null, -- encrypted: verifies signatures
    bearer_hash  bytea       not null, -- SHA-256 of the random part
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    primary key (workspace_id, mode, id)
);

-- The workspaces of a platform's merchants. A platform names each by an id of its own.
create table provisioned_workspaces (
    workspace_id   text collate "C" not null,
    platform_id    text collate "C" not null, -- the workspace of the platform
    account_id     text collate "C" not null, -- what the platform calls the workspace
    partner        text        not null,      -- who has brought the merchant
    discount_rate  numeric     not null
        constraint provisioned_workspaces_discount_rate check (discount_rate between 0 and 1),
    brand_name     text,
    business_email text,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    primary key (workspace_id, platform_id)
);
create unique index provisioned_workspaces_account_key on provisioned_workspaces (platform_id, account_id);

-- A known text, encrypted with each master key that was ever used: a start with another key of that version fails at once.
create table master_keys (
    version    smallint primary key constraint master_keys_version check (version between 1 and 255),
    sealed     bytea       not null,
    created_at timestamptz not null
);

-- Rows that are committed with a change ---------------------------------------------------------------------------------------

-- Events and audit entries get their id and time from this database's clock, in the statement that writes them: all nodes use
-- one clock.

-- The id of an event or audit entry: a ULID whose first 48 bits are the milliseconds, the next 10 the microseconds within them, so
-- that ids rise with time; the last 14 characters are given. Without them it is smaller than every id from that microsecond on.
create function timed_id(prefix text, at timestamptz, rest text) returns text language plpgsql stable strict as $$
declare
    digits constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    micros constant bigint := (extract(epoch from at) * 1000000)::bigint;
    millis constant bigint := micros / 1000;
    within constant integer := (micros % 1000)::integer;
begin
    return prefix || '_'
        || substr(digits, (millis >> 45)::integer + 1, 1)
        || substr(digits, (millis >> 40 & 31)::integer + 1, 1)
        || substr(digits, (millis >> 35 & 31)::integer + 1, 1)
        || substr(digits, (millis >> 30 & 31)::integer + 1, 1)
        || substr(digits, (millis >> 25 & 31)::integer + 1, 1)
        || substr(digits, (millis >> 20 & 31)::integer + 1, 1)
        || substr(digits, (millis >> 15 & 31)::integer + 1, 1)
        || substr(digits, (millis >> 10 & 31)::integer + 1, 1)
        || substr(digits, (millis >> 5 & 31)::integer + 1, 1)
        || substr(digits, (millis & 31)::integer + 1, 1)
        || substr(digits, (within >> 5) + 1, 1)
        || substr(digits, (within & 31) + 1, 1)
        || rest;
end
$$;

-- A time in the format of payloads.
create function event_time(at timestamptz) returns text language sql stable strict as $$
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- Events. The payload is signed by webhooks and therefore text: jsonb would reorder its properties.
create table events (
    workspace_id  text collate "C" not null,
    mode          text        not null constraint events_mode check (mode in ('test', 'live')),
    id            text collate "C" not null,
    type          text        not null,
    object_id     text collate "C" not null,
    payload       text        not null,
    fanned_out    boolean     not null default false, -- whether its deliveries have been written
    fan_out_error text,                               -- why it was set aside and led to no deliveries
    created_at    timestamptz not null,
    primary key (workspace_id, mode, id)
);
-- By workspace, so that a workspace with many events does not delay the others.
create index events_waiting_idx on events (workspace_id, mode, id) where not fanned_out;
create index events_failing_idx on events (workspace_id, mode, id) where fan_out_error is not null;
-- For lists by a type that few have.
create index events_by_type on events (workspace_id, mode, type, id)
    where type not in ('payment.succeeded', 'checkout_session.completed');

-- Append-only: who changed which object, and how.
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
create index audit_log_object_idx on audit_log (workspace_id, mode, object_id, id) where object_id is not null;
create index audit_log_of_members on audit_log (workspace_id, mode, actor_id, id) where actor_type = 'member';

-- The chain of the audit log, one for each workspace and mode, written in batches after its entries. The hash of a link covers
-- the link before it and all columns of its entry. There is no foreign key: what is missing from the log must stay noticeable.
create table audit_chain (
    workspace_id text collate "C" not null,
    mode         text        not null constraint audit_chain_mode check (mode in ('test', 'live')),
    entry_id     text collate "C" not null,
    number       bigint      not null, -- counted from 1
    hash         bytea       not null, -- SHA-256
    chained_at   timestamptz not null,
    primary key (workspace_id, mode, entry_id)
);
create unique index audit_chain_number_key on audit_chain (workspace_id, mode, number) where number is not null;

-- The last link of each chain. A batch is added only while this is what it was when the batch was read.
create table audit_chain_heads (
    workspace_id text collate "C" not null,
    mode         text        not null constraint audit_chain_heads_mode check (mode in ('test', 'live')),
    entry_id     text collate "C" not null,
    number       bigint      not null,
    hash         bytea       not null,
    chained_at   timestamptz not null,
    primary key (workspace_id, mode)
);

-- The response to a request, committed together with its effect. A request that calls a provider first writes the row without a
-- status, but with the id of the resource that it will make, so that a repeat after a crash finds that.
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
    -- The request has ended without a response that could be stored, because its provider could not be called or gave no answer:
    -- a repeat may continue it at once, and need not wait as long as after the loss of a process.
    resumable    boolean     not null default false,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    primary key (workspace_id, mode, key)
);
create index idempotency_keys_expired_idx on idempotency_keys (expires_at);
-- Finds the few responses that show a secret without reading the others.
create index idempotency_keys_encrypted_idx on idempotency_keys (workspace_id, mode, key) where encrypted;

-- Signed requests without an idempotency key that changed something, for as long as their signatures are valid: none is accepted
-- twice.
create table signed_writes (
    workspace_id text collate "C" not null,
    mode         text        not null constraint signed_writes_mode check (mode in ('test', 'live')),
    digest       bytea       not null, -- SHA-256 of what was signed and with which key
    expires_at   timestamptz not null,
    primary key (workspace_id, mode, digest)
);
create index signed_writes_expired_idx on signed_writes (expires_at);

-- Each start of a node has a number, which its claims carry in claimed_by. The node holds a lock of that number while it runs. When
-- a node of the same name starts again, the claims of the ended start are released.
create sequence node_start_numbers as integer;
create table node_starts (
    number     integer     primary key,
    name       text        not null,
    started_at timestamptz not null
);

-- Customers -------------------------------------------------------------------------------------------------------------------

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
    advanced_from timestamptz -- from where; what is renewed on the way tells by how many days
        constraint test_clocks_advanced_from check (status = 'advancing' or advanced_from is null),
    due_at       timestamptz, -- when a worker may claim it next, in real time; null when it is ready
    tries        integer     not null,
    claimed_by   integer,
    last_error   text,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    primary key (workspace_id, mode, id)
);

create index test_clocks_due on test_clocks (due_at) where due_at is not null;

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
    test_clock_id            text collate "C",
    primary key (workspace_id, mode, id),
    constraint customers_test_clock_fkey foreign key (workspace_id, mode, test_clock_id)
        references test_clocks (workspace_id, mode, id)
);
create unique index customers_external_id_key on customers (workspace_id, mode, external_id) where external_id is not null;
create index customers_of_clock on customers (workspace_id, mode, test_clock_id) where test_clock_id is not null;
create index customers_email_idx on customers (workspace_id, mode, email, id) where email is not null;
-- For people who look for a customer by the beginning of the name.
create index customers_by_name on customers (workspace_id, mode, (lower(name) collate "C"), id) where name is not null;

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

create table plans (
    workspace_id      text collate "C" not null,
    mode              text        not null constraint plans_mode check (mode in ('test', 'live')),
    id                text collate "C" not null,
    name              text        not null,
    description       text,
    billing_interval  text        not null
        constraint plans_billing_interval check (billing_interval in ('day', 'week', 'month', 'year')),
    interval_count    integer     not null constraint plans_interval_count check (interval_count > 0),
    trial_days        integer     not null constraint plans_trial_days check (trial_days >= 0),
    usage_aggregate   text constraint plans_usage_aggregate check (usage_aggregate in ('sum', 'max', 'last')),
    metered_unit      text,
    portal_features   jsonb       not null,
    dunning_policy_id text collate "C",
    active            boolean     not null,
    archived_at       timestamptz constraint plans_archived_at check (archived_at is null or not active),
    metadata          jsonb,
    created_at        timestamptz not null,
    updated_at        timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint plans_dunning_policy_fkey foreign key (workspace_id, mode, dunning_policy_id)
        references dunning_policies (workspace_id, mode, id)
);

create table prices (
    workspace_id text collate "C" not null,
    mode         text        not null constraint prices_mode check (mode in ('test', 'live')),
    id           text collate "C" not null,
    plan_id      text collate "C" not null,
    currency     text        not null,
    model        text        not null constraint prices_model check (model in ('flat', 'tiered', 'volume', 'usage')),
    unit_amount  bigint constraint prices_unit_amount check (unit_amount >= 0),
    tiers        jsonb,
    tax_mode     text        not null constraint prices_tax_mode check (tax_mode in ('inclusive', 'exclusive')),
    active       boolean     not null,
    -- Among the prices of the plan, rising.
    position     integer     not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint prices_amount_or_tiers check ((unit_amount is null) <> (tiers is null)),
    constraint prices_plan_fkey foreign key (workspace_id, mode, plan_id) references plans (workspace_id, mode, id)
);

create index prices_of_plan on prices (workspace_id, mode, plan_id) where plan_id is not null;

-- Payment methods that a provider stores for a customer.
create table payment_methods (
    workspace_id    text collate "C" not null,
    mode            text        not null constraint payment_methods_mode check (mode in ('test', 'live')),
    id              text collate "C" not null,
    customer_id     text collate "C" not null,
    provider        text        not null,
    type            text        not null,
    label           text        not null,
    brand           text,
    last4           text,
    exp_month       integer constraint payment_methods_exp_month check (exp_month between 1 and 12),
    exp_year        integer,
    status          text        not null
        constraint payment_methods_status check (status in ('active', 'expired', 'revoked')),
    token           bytea       not null, -- the provider's, encrypted
    token_sha256    text collate "C" not null, -- of the token, in hex: the same one is stored once
    provider_data   jsonb       not null,
    deletion_due_at timestamptz, -- when it is deleted at its provider; null when that is done or not wanted
    deletion_tries  integer     not null,
    claimed_by      integer,
    last_error      text,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint payment_methods_owner_key unique (workspace_id, mode, id, customer_id),
    constraint payment_methods_customer_fkey foreign key (workspace_id, mode, customer_id)
        references customers (workspace_id, mode, id)
);
create unique index payment_methods_token_key on payment_methods (workspace_id, mode, customer_id, provider, token_sha256)
    where customer_id is not null;

-- Callbacks name a method by its token.
create index payment_methods_token_idx on payment_methods (workspace_id, mode, provider, token_sha256, id)
    where token_sha256 is not null;
create index payment_methods_deletion_idx on payment_methods (deletion_due_at) where deletion_due_at is not null;
create index payment_methods_failing_idx on payment_methods (workspace_id, mode, id) where last_error is not null;

alter table customers add constraint customers_default_payment_token_fkey
    foreign key (workspace_id, mode, id, default_payment_token_id)
    references payment_methods (workspace_id, mode, customer_id, id);

-- Providers' accounts ---------------------------------------------------------------------------------------------------------

create table provider_accounts (
    workspace_id     text collate "C" not null,
    mode             text        not null constraint provider_accounts_mode check (mode in ('test', 'live')),
    -- No list of providers: a new one needs no migration.
    kind             text        not null constraint provider_accounts_kind check (kind ~ '^[a-z][a-z0-9_]{0,31}$'),
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

-- The provider that a workspace has chosen for a method that several of its providers offer.
create table method_routings (
    workspace_id text collate "C" not null,
    mode         text        not null constraint method_routings_mode check (mode in ('test', 'live')),
    routing      jsonb       not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    primary key (workspace_id, mode)
);

-- The most payments of one minute that an account's provider has confirmed. Callbacks that come faster are not trusted until the
-- provider was asked.
create table callback_paces (
    workspace_id        text collate "C" not null,
    mode                text    not null constraint callback_paces_mode check (mode in ('test', 'live')),
    provider            text    not null,
    peak                integer not null default 0, -- the most confirmed payments of one minute
    peak_since_mismatch integer not null default 0, -- the same since the last mismatch
    mismatch_at         timestamptz,                -- when the provider last did not confirm a callback
    primary key (workspace_id, mode, provider)
);

-- Callbacks by the minute in which they came, counted by all nodes together and kept for a few days.
create table callback_minutes (
    workspace_id text collate "C" not null,
    mode         text        not null constraint callback_minutes_mode check (mode in ('test', 'live')),
    provider     text        not null,
    minute       timestamptz not null,
    trusted      integer     not null default 0,
    confirmed    integer     not null default 0,
    primary key (workspace_id, mode, provider, minute)
);
create index callback_minutes_minute_idx on callback_minutes (minute);

-- Checkout --------------------------------------------------------------------------------------------------------------------

create table checkout_sessions (
    workspace_id   text collate "C" not null,
    mode           text        not null constraint checkout_sessions_mode check (mode in ('test', 'live')),
    id             text collate "C" not null,
    status         text        not null
        constraint checkout_sessions_status check (status in ('open', 'complete', 'expired', 'canceled')),
    purpose        text        not null default 'payment'
        constraint checkout_sessions_purpose check (purpose in ('payment', 'setup')),
    amount         bigint      not null
        constraint checkout_sessions_amount check (case purpose when 'payment' then amount > 0 else amount = 0 end),
    currency       text        not null,
    description    text,
    customer_id    text collate "C",
    invoice_id     text collate "C",
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
    save_payment_method boolean not null default false,
    payment_token_id text collate "C",
    attempts       integer     not null,
    review_pending boolean     not null,
    template_id    text collate "C",
    metadata       jsonb,
    -- The number of proofs, changed by the statement that adds one, so that there are never too many.
    proofs         smallint    not null default 0 constraint checkout_sessions_proofs check (proofs between 0 and 5),
    expiry_error   text,
    expiry_tries   integer     not null default 0,
    expiry_due_at  timestamptz, -- when it is tried again; null when it never failed
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    late           boolean     not null default false,
    proof_url      text,       -- of a proof that the buyer keeps elsewhere; it is shown to the merchant, and never fetched
    primary key (workspace_id, mode, id),
    constraint checkout_sessions_saves_for check (customer_id is not null or not save_payment_method and purpose = 'payment'),
    constraint checkout_sessions_payment_token_fkey foreign key (workspace_id, mode, payment_token_id)
        references payment_methods (workspace_id, mode, id),
    constraint checkout_sessions_customer_fkey foreign key (workspace_id, mode, customer_id)
        references customers (workspace_id, mode, id)
);
create unique index checkout_sessions_one_open_of_invoice on checkout_sessions (workspace_id, mode, invoice_id)
    where status = 'open' and invoice_id is not null;
-- The hosted page has only the id.
create unique index checkout_sessions_id_key on checkout_sessions (id);
create index checkout_sessions_customer_idx on checkout_sessions (workspace_id, mode, customer_id, id)
    where customer_id is not null;
-- For the expiry of sessions. A session whose payment is pending does not expire.
create index checkout_sessions_due_idx on checkout_sessions (expires_at) where status = 'open' and payment_id is null;
create index checkout_sessions_failing_idx on checkout_sessions (workspace_id, mode, id)
    where status = 'open' and payment_id is null and expiry_error is not null;
create index checkout_sessions_by_status on checkout_sessions (workspace_id, mode, status, id) where status <> 'complete';
-- For the deletion of what these columns refer to, which looks for rows that still refer to it.
create index checkout_sessions_of_invoice on checkout_sessions (workspace_id, mode, invoice_id) where invoice_id is not null;
create index checkout_sessions_of_payment_method on checkout_sessions (workspace_id, mode, payment_token_id)
    where payment_token_id is not null;

-- Pictures of transfers that buyers send to the merchant. They are stored here and not on a disk, because nodes share only this
-- database: every node can show them, and they are backed up together with their session.
create table proofs (
    workspace_id        text collate "C" not null,
    mode                text        not null constraint proofs_mode check (mode in ('test', 'live')),
    id                  text collate "C" not null,
    checkout_session_id text collate "C" not null,
    content_type        text        not null constraint proofs_content_type
        check (content_type in ('image/jpeg', 'image/png', 'application/pdf')),
    size                integer     not null,
    sha256              text collate "C" not null, -- of the content, in hex
    content             bytea       not null,
    created_at          timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint proofs_session_fkey foreign key (workspace_id, mode, checkout_session_id)
        references checkout_sessions (workspace_id, mode, id)
);
create unique index proofs_once on proofs (workspace_id, mode, checkout_session_id, sha256)
    where checkout_session_id is not null;
-- The formats are compressed already.
alter table proofs alter column content set storage external;
create index proofs_sha256_idx on proofs (workspace_id, mode, sha256, id) where sha256 is not null;

-- Amounts of transfers with a code in their last digits, so that the amount alone identifies the payment. A session or a direct
-- payment keeps its amount until some time after its end, when the row is deleted. The primary key keeps amounts unique.
create table unique_amounts (
    workspace_id text collate "C" not null,
    mode         text        not null constraint unique_amounts_mode check (mode in ('test', 'live')),
    currency     text        not null,
    amount       bigint      not null constraint unique_amounts_amount check (amount > 0),
    code         bigint      not null, -- the difference to the price; negative when it was subtracted
    owner_id     text collate "C" not null, -- a checkout session or a payment
    created_at   timestamptz not null,
    primary key (workspace_id, mode, currency, amount)
);
create unique index unique_amounts_owner_key on unique_amounts (workspace_id, mode, owner_id) where owner_id is not null;

-- Attempts, payments, refunds -------------------------------------------------------------------------------------------------

-- An attempt is one charge at one provider, of a session or of a direct payment. It has the requested amount, the provider's
-- answer, the received amount when a person has to look at it, and the time of the next poll. A decline ends the attempt, not the
-- session.
create table payment_attempts (
    workspace_id        text collate "C" not null,
    mode                text        not null constraint payment_attempts_mode check (mode in ('test', 'live')),
    id                  text collate "C" not null,
    checkout_session_id text collate "C",
    invoice_id          text collate "C",
    payment_id          text collate "C",
    provider            text        not null,
    method              text        not null,
    amount              bigint      not null,
    currency            text        not null,
    saved_for           text collate "C", -- the customer for whom the payment method is stored
    buyer_present       boolean     not null default true, -- who may have to confirm the charge of a stored payment method
    payment_token_id    text collate "C",
    status              text        not null constraint payment_attempts_status
        check (status in ('starting', 'active', 'succeeded', 'failed', 'canceled', 'review')),
    provider_reference  text,
    provider_data       jsonb       not null default '{}',
    next_action         jsonb,
    failure_code        text,
    failure_message     text,
    review_reason       text constraint payment_attempts_review_reason
        check (review_reason in ('amount_mismatch', 'no_open_payment', 'outcome_unknown', 'not_confirmed')),
    received_amount     bigint,
    received_currency   text,
    look_ups            integer     not null default 0,
    next_look_up_at     timestamptz,
    claimed_by          integer,
    last_error          text,        -- the last unexpected failure, until a try succeeds
    confirmed_at        timestamptz, -- when its provider confirmed what a callback says: each counts once
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint payment_attempts_session_fkey foreign key (workspace_id, mode, checkout_session_id)
        references checkout_sessions (workspace_id, mode, id),
    constraint payment_attempts_belongs
        check (checkout_session_id is not null or invoice_id is not null or payment_id is not null),
    constraint payment_attempts_payment_token_fkey foreign key (workspace_id, mode, payment_token_id)
        references payment_methods (workspace_id, mode, id)
);
create unique index payment_attempts_one_active on payment_attempts (workspace_id, mode, checkout_session_id)
    where status in ('starting', 'active');
create unique index payment_attempts_one_active_payment on payment_attempts (workspace_id, mode, payment_id)
    where status in ('starting', 'active') and checkout_session_id is null and invoice_id is null;
-- Whoever pays an invoice, with or without the buyer: never two at a time.
create unique index payment_attempts_one_active_invoice on payment_attempts (workspace_id, mode, invoice_id)
    where status in ('starting', 'active') and invoice_id is not null;
create index payment_attempts_invoice_idx on payment_attempts (workspace_id, mode, invoice_id, id)
    where invoice_id is not null;
-- A payment is made by one charge.
create unique index payment_attempts_one_paid on payment_attempts (workspace_id, mode, payment_id)
    where status = 'succeeded';
create index payment_attempts_payment_idx on payment_attempts (workspace_id, mode, payment_id, id)
    where payment_id is not null;
create index payment_attempts_session_idx on payment_attempts (workspace_id, mode, checkout_session_id, id)
    where checkout_session_id is not null;
create index payment_attempts_review_idx on payment_attempts (workspace_id, mode, id) where status = 'review';
create index payment_attempts_uncertain_idx on payment_attempts (workspace_id, mode, id)
    where status = 'starting' and look_ups > 0;
create index payment_attempts_failing_idx on payment_attempts (workspace_id, mode, id) where last_error is not null;
-- For lists by state; those that still run are in the indexes that keep them from being two.
create index payment_attempts_over on payment_attempts (workspace_id, mode, status, id) where status in ('failed', 'canceled');
-- Expected transfers without a code: transfers with a code cannot have their amounts.
create index payment_attempts_transfers_idx on payment_attempts (workspace_id, mode, currency, amount)
    where provider = 'manual' and status in ('starting', 'active');
create unique index payment_attempts_reference_key
    on payment_attempts (workspace_id, mode, provider, provider_reference)
    where provider_reference is not null;
-- Finds attempts by the references of their payments, which refunds made at the provider name. Attempts whose money was returned
-- or handled elsewhere before it became a payment are included: later callbacks may be about them.
create index payment_attempts_paid_under_idx on payment_attempts using gin (provider_data jsonb_path_ops)
    where status in ('succeeded', 'review') or failure_code in ('reversed', 'dismissed');
-- For the deletion of payment methods.
create index payment_attempts_of_payment_method on payment_attempts (workspace_id, mode, payment_token_id)
    where payment_token_id is not null;
-- Each provider's attempts are claimed separately, so that those of a slow provider are not read for another one.
create index payment_attempts_due_idx on payment_attempts (provider, next_look_up_at) where next_look_up_at is not null;

create table subscriptions (
    workspace_id             text collate "C" not null,
    mode                     text        not null constraint subscriptions_mode check (mode in ('test', 'live')),
    id                       text collate "C" not null,
    customer_id              text collate "C" not null,
    plan_id                  text collate "C" not null,
    price_id                 text collate "C" not null,
    quantity                 integer     not null constraint subscriptions_quantity check (quantity > 0),
    status                   text        not null constraint subscriptions_status
        check (status in ('trialing', 'active', 'incomplete', 'past_due', 'paused', 'canceled')),
    start_at                 timestamptz,
    current_period_start     timestamptz not null,
    current_period_end       timestamptz not null
        constraint subscriptions_period check (current_period_start < current_period_end),
    trial_end                timestamptz,
    cancel_at_period_end     boolean     not null,
    cancel_at                timestamptz,
    canceled_at              timestamptz
        constraint subscriptions_canceled check ((status = 'canceled') = (canceled_at is not null)),
    canceled_reason          text,
    paused_at                timestamptz,
    resume_at                timestamptz,
    next_price_id            text collate "C",
    next_quantity            integer,
    default_payment_token_id text collate "C",
    discount_coupon_id       text collate "C",
    collection_method        text        not null constraint subscriptions_collection_method
        check (collection_method in ('charge_automatically', 'send_invoice')),
    days_until_due           integer     not null,
    tax_rate                 integer     not null constraint subscriptions_tax_rate check (tax_rate between 0 and 10000),
    billing_anchor           timestamptz not null,
    time_zone                text        not null,
    metadata                 jsonb,
    paused_from              text
        constraint subscriptions_paused_from check ((status = 'paused') = (paused_from is not null)),
    trial_noticed            boolean     not null,
    -- What was billed for the current period in advance, of which a change gives back the unused part.
    billed_amount            bigint      not null constraint subscriptions_billed_amount check (billed_amount >= 0),
    first_discount           bigint      not null constraint subscriptions_first_discount check (first_discount >= 0),
    -- Lines for the next invoice.
    pending_lines            jsonb       not null,
    usage_start              timestamptz not null,
    usage_aggregate          text constraint subscriptions_usage_aggregate check (usage_aggregate in ('sum', 'max', 'last')),
    -- How many usage records were made: a period is only billed if none was made meanwhile.
    usage_count              bigint      not null,
    test_clock_id            text collate "C",
    -- When a worker is to look at it; null if never, or if it lives on a test clock.
    due_at                   timestamptz,
    clock_due_at             timestamptz,
    tries                    integer     not null,
    claimed_by               integer,
    last_error               text,
    created_at               timestamptz not null,
    updated_at               timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint subscriptions_customer_fkey foreign key (workspace_id, mode, customer_id)
        references customers (workspace_id, mode, id),
    constraint subscriptions_plan_fkey foreign key (workspace_id, mode, plan_id)
        references plans (workspace_id, mode, id),
    constraint subscriptions_price_fkey foreign key (workspace_id, mode, price_id)
        references prices (workspace_id, mode, id),
    constraint subscriptions_next_price_fkey foreign key (workspace_id, mode, next_price_id)
        references prices (workspace_id, mode, id),
    constraint subscriptions_payment_token_fkey foreign key (workspace_id, mode, customer_id, default_payment_token_id)
        references payment_methods (workspace_id, mode, customer_id, id)
);

-- Partial, so that no planner without statistics takes them for a search by the key.
create index subscriptions_of_customer on subscriptions (workspace_id, mode, customer_id, id) where customer_id is not null;
create index subscriptions_of_plan on subscriptions (workspace_id, mode, plan_id, id) where plan_id is not null;
create index subscriptions_due on subscriptions (due_at) where due_at is not null;
create index subscriptions_of_clock on subscriptions (workspace_id, mode, test_clock_id, clock_due_at)
    where test_clock_id is not null;
create index subscriptions_failing on subscriptions (workspace_id, mode, id) where last_error is not null;
create index subscriptions_by_status on subscriptions (workspace_id, mode, status, id) where status <> 'active';

-- Quantities that were used; they are billed at the end of the period that they lie in.
create table usage_records (
    workspace_id    text collate "C" not null,
    mode            text        not null constraint usage_records_mode check (mode in ('test', 'live')),
    id              text collate "C" not null,
    subscription_id text collate "C" not null,
    quantity        bigint      not null constraint usage_records_quantity check (quantity >= 0),
    used_at         timestamptz not null,
    created_at      timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint usage_records_subscription_fkey foreign key (workspace_id, mode, subscription_id)
        references subscriptions (workspace_id, mode, id)
);

create index usage_records_of_subscription on usage_records (workspace_id, mode, subscription_id, used_at)
    where subscription_id is not null;
-- Mails that are to be sent; the row is written with the change that it tells of.
create table mails (
    workspace_id text collate "C" not null,
    mode         text        not null constraint mails_mode check (mode in ('test', 'live')),
    id           text collate "C" not null,
    kind         text        not null,
    object_id    text collate "C" not null,
    -- What has happened to the object, of which one mail tells; null when the object is only shown.
    occasion_id  text collate "C",
    recipient    text        not null,
    -- Null when it was sent, or given up because of last_error.
    due_at       timestamptz,
    tries        integer     not null,
    claimed_by   integer,
    last_error   text,
    created_at   timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint mails_occasion_key unique (object_id, occasion_id, workspace_id, mode)
);

create index mails_due_idx on mails (due_at) where due_at is not null;
create index mails_over_idx on mails (created_at) where due_at is null;
create index mails_stuck_idx on mails (workspace_id, mode, id)
    where last_error is not null and (due_at is null or last_error = 'internal');

-- The receipts of money that was received. A receipt is written with the payment, and gets its number at once afterwards.
create table receipts (
    workspace_id text collate "C" not null,
    mode         text        not null constraint receipts_mode check (mode in ('test', 'live')),
    id           text collate "C" not null,
    number       text,
    source_type  text        not null
        constraint receipts_source_type check (source_type in ('checkout_session', 'invoice')),
    source_id    text collate "C" not null,
    payment_id   text collate "C" not null,
    customer_id  text collate "C",
    amount       bigint      not null constraint receipts_amount check (amount > 0),
    currency     text        not null,
    method       text        not null,
    provider     text,
    issued_at    timestamptz not null,
    emailed_at   timestamptz,
    emailed_to   text,
    created_at   timestamptz not null,
    token        text, -- the random part of the address of its page
    primary key (workspace_id, mode, id),
    constraint receipts_source_key unique (source_id, workspace_id, mode)
);
create unique index receipts_number_key on receipts (workspace_id, mode, number) where number is not null;

create index receipts_unnumbered_idx on receipts (workspace_id, mode) where number is null;
create index receipts_of_customer on receipts (workspace_id, mode, customer_id) where customer_id is not null;
create index receipts_by_token on receipts (token) where token is not null;
create index receipts_of_invoices on receipts (workspace_id, mode, id) where source_type = 'invoice';

-- Gift cards, and the store credit of customers.
create table gift_cards (
    workspace_id    text collate "C" not null,
    mode            text        not null constraint gift_cards_mode check (mode in ('test', 'live')),
    id              text collate "C" not null,
    code            text collate "C" not null, -- as it was given; upper and lower case are the same
    currency        text        not null,
    initial_balance bigint      not null constraint gift_cards_initial_balance check (initial_balance > 0),
    balance         bigint      not null constraint gift_cards_balance check (balance >= 0), -- the sum of its entries
    status          text        not null constraint gift_cards_status check (status in ('active', 'redeemed', 'void')),
    customer_id     text collate "C", -- whose store credit it is
    expires_at      timestamptz,
    note            text,
    issued_source   text,
    issued_ref      text,
    metadata        jsonb,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint gift_cards_redeemed check (balance = 0 or status = 'active'),
    constraint gift_cards_customer_fkey foreign key (workspace_id, mode, customer_id)
        references customers (workspace_id, mode, id)
);
create unique index gift_cards_code_key on gift_cards (workspace_id, mode, upper(code)) where code is not null;
create index gift_cards_of_customer on gift_cards (workspace_id, mode, customer_id, id) where customer_id is not null;
create index gift_cards_by_status on gift_cards (workspace_id, mode, status, id) where status <> 'active';
create index gift_cards_expiring on gift_cards (workspace_id, mode, id) where status = 'active' and expires_at is not null;

-- What has changed the balance of gift cards: rows are added, and never changed.
create table gift_card_entries (
    workspace_id        text collate "C" not null,
    mode                text        not null constraint gift_card_entries_mode check (mode in ('test', 'live')),
    id                  text collate "C" not null,
    gift_card_id        text collate "C" not null,
    kind                text        not null
        constraint gift_card_entries_kind check (kind in ('issue', 'redeem', 'topup', 'void')),
    delta               bigint      not null
        constraint gift_card_entries_delta
            check (case kind when 'redeem' then delta < 0 when 'void' then delta <= 0 else delta > 0 end),
    balance_after       bigint      not null constraint gift_card_entries_balance_after check (balance_after >= 0),
    currency            text        not null,
    external_source     text        not null, -- with the reference: why, as the caller calls it
    external_ref        text        not null,
    checkout_session_id text collate "C",
    note                text,
    created_at          timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint gift_card_entries_gift_card_fkey foreign key (workspace_id, mode, gift_card_id)
        references gift_cards (workspace_id, mode, id)
);
-- The same reason counts once.
create unique index gift_card_entries_once
    on gift_card_entries (workspace_id, mode, gift_card_id, kind, external_source, external_ref)
    where gift_card_id is not null;
create index gift_card_entries_of_card on gift_card_entries (workspace_id, mode, gift_card_id, id)
    where gift_card_id is not null;

-- The last number that was given to a receipt.
create table receipt_numbers (
    workspace_id text collate "C" not null,
    mode         text   not null constraint receipt_numbers_mode check (mode in ('test', 'live')),
    last_number  bigint not null,
    primary key (workspace_id, mode)
);

-- Links with which customers enter the portal, and the visits that were begun with them; deleted a day after their end.
create table portal_sessions (
    workspace_id  text collate "C" not null,
    mode          text        not null constraint portal_sessions_mode check (mode in ('test', 'live')),
    id            text collate "C" not null,
    customer_id   text collate "C" not null,
    return_url    text        not null,
    link_sha256   text collate "C" not null,
    cookie_sha256 text collate "C", -- null until the link was used
    ends_at       timestamptz not null, -- of the link, and once that was used of the visit
    created_at    timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint portal_sessions_customer_fkey foreign key (workspace_id, mode, customer_id)
        references customers (workspace_id, mode, id) on delete cascade
);
create index portal_sessions_by_link on portal_sessions (link_sha256);
create index portal_sessions_by_cookie on portal_sessions (cookie_sha256) where cookie_sha256 is not null;
create index portal_sessions_of_customer on portal_sessions (workspace_id, mode, customer_id) where customer_id is not null;
create index portal_sessions_ended on portal_sessions (ends_at);

create table billing_settings (
    workspace_id          text collate "C" not null,
    mode                  text        not null constraint billing_settings_mode check (mode in ('test', 'live')),
    time_zone             text        not null,
    invoice_number_format text        not null,
    language              text        not null constraint billing_settings_language check (language in ('id', 'en')),
    business_name         text,
    business_address      text,
    business_email        text,
    business_phone        text,
    business_tax_id       text,
    logo                  bytea,
    logo_type             text,
    logo_width            integer,
    logo_height           integer,
    updated_at            timestamptz not null,
    accent_color          text,
    tagline               text,
    default_currency      text,
    logo_file             text collate "C", -- the uploaded picture that it was made of; null for one that was given with the settings
    primary key (workspace_id, mode),
    constraint billing_settings_logo check (
        (logo is null) = (logo_type is null) and (logo is null) = (logo_width is null)
        and (logo is null) = (logo_height is null))
);

-- Pictures that merchants upload, such as a logo. Whoever knows the name of one sees it: the name is random, and long enough that
-- nobody guesses it.
create table files (
    workspace_id text collate "C" not null,
    mode         text        not null constraint files_mode check (mode in ('test', 'live')),
    name         text collate "C" not null,
    content_type text        not null constraint files_content_type check (content_type in ('image/jpeg', 'image/png')),
    width        integer     not null, -- in pixels
    height       integer     not null,
    content      bytea       not null,
    created_at   timestamptz not null,
    primary key (workspace_id, mode, name)
);
-- The formats are compressed already.
alter table files alter column content set storage external;
-- Who asks for a picture has only its name.
create unique index files_name_key on files (name);

-- How the checkout page, the receipts and the invoices of a business look.
create table templates (
    workspace_id text collate "C" not null,
    mode         text        not null constraint templates_mode check (mode in ('test', 'live')),
    id           text collate "C" not null,
    kind         text        not null constraint templates_kind check (kind in ('checkout', 'receipt', 'invoice')),
    name         text        not null,
    config       jsonb       not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    primary key (workspace_id, mode, id)
);

-- The template of each kind that holds where none is named. One that is gone leaves its row behind at worst, which names nothing.
create table default_templates (
    workspace_id text collate "C" not null,
    mode         text not null constraint default_templates_mode check (mode in ('test', 'live')),
    kind         text not null,
    template_id  text collate "C" not null,
    primary key (workspace_id, mode, kind)
);

create table invoices (
    workspace_id        text collate "C" not null,
    mode                text        not null constraint invoices_mode check (mode in ('test', 'live')),
    id                  text collate "C" not null,
    customer_id         text collate "C" not null,
    subscription_id     text collate "C",
    billing_reason      text
        constraint invoices_billing_reason check (billing_reason in ('cycle', 'change', 'end')),
    period_start        timestamptz,
    period_end          timestamptz constraint invoices_period check (period_start < period_end),
    status              text        not null
        constraint invoices_status check (status in ('draft', 'open', 'paid', 'void')),
    number              text,
    currency            text        not null,
    lines               jsonb       not null,
    subtotal            bigint      not null,
    discount            bigint      not null constraint invoices_discount check (
        case when refund_id is null then discount between 0 and subtotal else discount = 0 and subtotal < 0 end),
    tax                 bigint      not null constraint invoices_tax check (tax >= 0),
    total               bigint      not null constraint invoices_total check (total = subtotal - discount + tax),
    amount_paid         bigint      not null constraint invoices_amount_paid check (amount_paid >= 0),
    amount_due          bigint      not null constraint invoices_amount_due check (amount_due >= 0),
    due_at              timestamptz,
    issued_at           timestamptz,
    paid_at             timestamptz,
    voided_at           timestamptz,
    payment_id          text collate "C",
    collection_attempts integer     not null,
    review_pending      boolean     not null,
    uncollectible       boolean     not null,
    memo                text,
    template_id         text collate "C",
    metadata            jsonb,
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    -- The random part of the address of its page; whoever knows it sees the invoice. A draft has none.
    hosted_token        text collate "C"
        constraint invoices_hosted_token check ((hosted_token is null) = (number is null)),
    -- Of a credit note: an invoice of a negative amount, the money of a refund.
    refund_id           text collate "C",
    primary key (workspace_id, mode, id),
    -- What was issued has a number for ever; a draft, and one that was voided as a draft, has none.
    constraint invoices_issued check ((number is null) = (issued_at is null) and (status <> 'open' or number is not null)),
    constraint invoices_customer_fkey foreign key (workspace_id, mode, customer_id)
        references customers (workspace_id, mode, id),
    constraint invoices_subscription_fkey foreign key (workspace_id, mode, subscription_id)
        references subscriptions (workspace_id, mode, id)
);
create unique index invoices_number_key on invoices (workspace_id, mode, number) where number is not null;

create index invoices_of_customer on invoices (workspace_id, mode, customer_id, id) where customer_id is not null;
create unique index invoices_refund_key on invoices (workspace_id, mode, refund_id) where refund_id is not null;
create index invoices_of_subscription on invoices (workspace_id, mode, subscription_id, id) where subscription_id is not null;
create index invoices_by_status on invoices (workspace_id, mode, status, id) where status <> 'paid';

-- A period of a subscription is billed once, whatever happens at the same moment.
create unique index invoices_cycle_key on invoices (workspace_id, mode, subscription_id, period_start)
    where billing_reason = 'cycle';

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
    constraint collection_tries_invoice_fkey foreign key (workspace_id, mode, invoice_id)
        references invoices (workspace_id, mode, id)
);
create unique index collection_tries_once on collection_tries (workspace_id, mode, invoice_id, number)
    where invoice_id is not null;
create unique index collection_tries_one_open on collection_tries (workspace_id, mode, invoice_id)
    where status in ('scheduled', 'charging');
create index collection_tries_due_idx on collection_tries (due_at) where due_at is not null;
create index collection_tries_of_clock on collection_tries (workspace_id, mode, test_clock_id, clock_due_at)
    where test_clock_id is not null;
create index collection_tries_failing_idx on collection_tries (workspace_id, mode, id) where last_error is not null;

alter table checkout_sessions add constraint checkout_sessions_invoice_fkey foreign key (workspace_id, mode, invoice_id)
    references invoices (workspace_id, mode, id);
alter table payment_attempts add constraint payment_attempts_invoice_fkey foreign key (workspace_id, mode, invoice_id)
    references invoices (workspace_id, mode, id);
create index invoices_by_hosted_token on invoices (hosted_token) where hosted_token is not null;

-- The last number that was given to an invoice.
create table invoice_numbers (
    workspace_id text collate "C" not null,
    mode         text   not null constraint invoice_numbers_mode check (mode in ('test', 'live')),
    last_number  bigint not null,
    primary key (workspace_id, mode)
);

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
    -- The amount of pending refunds, so that refunds can never exceed the payment.
    amount_refunding    bigint      not null default 0
        constraint payments_amount_refunding check (amount_refunding between 0 and amount - amount_refunded),
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
    constraint payments_customer_fkey foreign key (workspace_id, mode, customer_id)
        references customers (workspace_id, mode, id),
    constraint payments_session_fkey foreign key (workspace_id, mode, checkout_session_id)
        references checkout_sessions (workspace_id, mode, id),
    constraint payments_invoice_fkey foreign key (workspace_id, mode, invoice_id)
        references invoices (workspace_id, mode, id)
);
create unique index payments_reference_key on payments (workspace_id, mode, provider, provider_reference)
    where provider is not null;
-- A session has at most one payment.
create unique index payments_one_per_session on payments (workspace_id, mode, checkout_session_id)
    where checkout_session_id is not null;
-- An invoice has at most one payment that has not failed.
create unique index payments_one_per_invoice on payments (workspace_id, mode, invoice_id)
    where invoice_id is not null and status <> 'failed';
-- For the deletion of invoices.
create index payments_of_invoice on payments (workspace_id, mode, invoice_id) where invoice_id is not null;
create index payments_customer_idx on payments (workspace_id, mode, customer_id, id) where customer_id is not null;
-- For people who look for a payment by its amount.
create index payments_by_amount on payments (workspace_id, mode, amount, id) where amount is not null;
-- For lists by a state that few have, here and in other tables: rows of the usual state are left out.
create index payments_by_status on payments (workspace_id, mode, status, id) where status <> 'succeeded';
-- The page for returning buyers has only the id.
create unique index payments_id_key on payments (id);

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
    uncertain          boolean     not null default false, -- the provider's answer is not known
    claimed_by         integer,
    last_error         text,
    metadata           jsonb,
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    -- The status that its credit note shows, if it is of an invoice; another one makes the refund due.
    credit_note_status text,
    primary key (workspace_id, mode, id),
    constraint refunds_payment_fkey foreign key (workspace_id, mode, payment_id)
        references payments (workspace_id, mode, id)
);
create unique index refunds_reference_key on refunds (workspace_id, mode, provider, provider_reference)
    where provider is not null;
create index refunds_payment_idx on refunds (workspace_id, mode, payment_id, id) where payment_id is not null;
create index refunds_by_status on refunds (workspace_id, mode, status, id) where status <> 'succeeded';
create index refunds_uncertain_idx on refunds (workspace_id, mode, id) where status = 'pending' and uncertain;
create index refunds_failing_idx on refunds (workspace_id, mode, id) where status = 'pending' and last_error is not null;
create index refunds_credit_note_due_idx on refunds (workspace_id, mode, id)
    where invoice_id is not null and credit_note_status is distinct from status;
create index refunds_due_idx on refunds (provider, next_look_up_at) where next_look_up_at is not null;

-- Callbacks of providers ------------------------------------------------------------------------------------------------------

-- Callbacks as they were received, stored once their proof is verified. A callback that is sent again has the same identity and
-- is the same row. Workers claim the rows that are due.
create table provider_callbacks (
    workspace_id text collate "C" not null,
    mode         text        not null constraint provider_callbacks_mode check (mode in ('test', 'live')),
    id           text collate "C" not null,
    provider     text        not null,
    identity     text collate "C" not null,
    headers      text        not null, -- without those that are secrets
    body         bytea       not null,
    attempts     integer     not null default 0,
    due_at       timestamptz, -- when a worker may claim it next; null when it is done or given up
    processed_at timestamptz,
    last_error   text,
    -- When the provider is asked to confirm the payment of a callback that was trusted although its proof does not cover its
    -- content; null when it was not trusted, or the provider was asked.
    confirm_at   timestamptz,
    claimed_by   integer,
    created_at   timestamptz not null,
    primary key (workspace_id, mode, provider, identity)
);
create index provider_callbacks_processed_idx on provider_callbacks (processed_at) where processed_at is not null;
create index provider_callbacks_confirm_idx on provider_callbacks (workspace_id, mode, confirm_at)
    where confirm_at is not null;
-- A callback that is done still fails when its payment cannot be confirmed.
create index provider_callbacks_failing_idx on provider_callbacks (workspace_id, mode, id) where last_error is not null;
create index provider_callbacks_due_idx on provider_callbacks (provider, due_at) where due_at is not null;

-- Webhooks --------------------------------------------------------------------------------------------------------------------

create table webhook_endpoints (
    workspace_id          text collate "C" not null,
    mode                  text        not null constraint webhook_endpoints_mode check (mode in ('test', 'live')),
    id                    text collate "C" not null,
    url                   text        not null,
    events                text[]      not null,
    description           text,
    status                text        not null
        constraint webhook_endpoints_status check (status in ('active', 'disabled')),
    secret                bytea       not null, -- encrypted: deliveries are signed with it
    previous_secret       bytea,                -- encrypted: signs beside the current one until then
    previous_secret_until timestamptz,
    max_concurrency       integer     not null,
    max_per_second        integer     not null,
    consecutive_failures  integer     not null,
    failing_since         timestamptz,
    last_error            text,                 -- of the newest attempt, null when that succeeded
    disabled_at           timestamptz,
    disabled_reason       text,
    created_at            timestamptz not null,
    updated_at            timestamptz not null,
    primary key (workspace_id, mode, id)
);

-- The queue of each endpoint's deliveries, which one node works on at a time. Nodes claim queues, not deliveries: the holder of a
-- queue reads its due deliveries, sends them at the endpoint's pace and records the outcomes, without a claim for each delivery.
create table webhook_endpoint_queues (
    workspace_id text collate "C" not null,
    mode         text        not null constraint webhook_endpoint_queues_mode check (mode in ('test', 'live')),
    endpoint_id  text collate "C" not null,
    due_at       timestamptz,                -- when a delivery is due; null when none is pending
    leased_until timestamptz,                -- null when no node holds it
    lease        bigint      not null,       -- grows with each lease: a node with an older one has lost the queue
    pace         integer     not null        -- how many deliveries the endpoint gets at once
        constraint webhook_endpoint_queues_pace check (pace >= 1),
    paused_until timestamptz,                -- the circuit breaker's pause, or the receiver's Retry-After
    spent_until  timestamptz,                -- until when its rate is used up, see RateLimit
    woken        boolean     not null default false, -- the merchant has ended the pause during the current lease
    claimed_by   integer,
    primary key (workspace_id, mode, endpoint_id)
) with (fillfactor = 50);
-- For claims: a queue that is held is due when its lease ends, whatever was added meanwhile.
create index webhook_endpoint_queues_due_idx on webhook_endpoint_queues (coalesce(leased_until, due_at));

-- The deliveries of a deleted endpoint are deleted later, a few at a time, by the node that claims its queue; an event is kept for
-- as long as a delivery of it is pending. There are no foreign keys: to check both would be the slowest part of an insert.
create table webhook_deliveries (
    workspace_id    text collate "C" not null,
    mode            text        not null constraint webhook_deliveries_mode check (mode in ('test', 'live')),
    id              text collate "C" not null,
    endpoint_id     text collate "C" not null,
    event_id        text collate "C" not null,
    type            text        not null,
    body            text, -- only where it differs from the event's payload (the SDKs' names)
    status          text        not null
        constraint webhook_deliveries_status check (status in ('pending', 'succeeded', 'failed')),
    attempts        integer     not null, -- also the fencing token: an outcome is recorded once for each number
    tries           integer     not null default 0, -- attempts of this round of retries
    trying_since    timestamptz,                    -- when this round's first attempt was made
    due_at          timestamptz,
    last_attempt_at timestamptz,
    delivered_at    timestamptz,
    response_code   integer,
    last_error      text,
    attempt_log     jsonb       not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint webhook_deliveries_once unique (event_id, endpoint_id, workspace_id, mode)
);
create index webhook_deliveries_endpoint_idx on webhook_deliveries (workspace_id, mode, endpoint_id, id)
    where endpoint_id is not null;
create index webhook_deliveries_due_idx on webhook_deliveries (workspace_id, mode, endpoint_id, due_at)
    where status = 'pending';
create index webhook_deliveries_failed on webhook_deliveries (workspace_id, mode, id) where status = 'failed';
create index webhook_deliveries_by_type on webhook_deliveries (workspace_id, mode, type, id)
    where type not in ('payment.succeeded', 'checkout_session.completed');

-- Requests to send again what an endpoint did not accept in a period, worked on a few events at a time.
create table webhook_recoveries (
    workspace_id text collate "C" not null,
    mode         text        not null constraint webhook_recoveries_mode check (mode in ('test', 'live')),
    id           text collate "C" not null,
    endpoint_id  text collate "C" not null,
    since        timestamptz not null,
    until        timestamptz not null,
    position     text collate "C" not null, -- the id of the last event that was read
    recovered    bigint      not null,      -- deliveries that were made due again
    status       text        not null
        constraint webhook_recoveries_status check (status in ('running', 'succeeded', 'canceled')),
    due_at       timestamptz,               -- when a worker continues with it; null when it has ended
    claimed_by   integer,
    last_error   text,
    tries        integer     not null default 0,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    primary key (workspace_id, mode, id)
);
create index webhook_recoveries_due_idx on webhook_recoveries (due_at) where due_at is not null;
create unique index webhook_recoveries_running_idx on webhook_recoveries (workspace_id, mode, endpoint_id)
    where status = 'running';
create index webhook_recoveries_failing_idx on webhook_recoveries (workspace_id, mode, id)
    where status = 'running' and last_error is not null;

-- Stuck objects ---------------------------------------------------------------------------------------------------------------

-- Objects that a person has to look at, or whose work fails. Empty most of the time.
create view stuck as
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

-- People and what they sign in with ------------------------------------------------------------------------------------------

-- A person may be a member of many workspaces, and belongs to none of them: the keys of these tables begin with the person.

create table people (
    id                text collate "C" primary key,
    email             text        not null, -- in lower case
    name              text,
    locale            text        not null constraint people_locale check (locale in ('en', 'id')),
    password          text, -- Argon2id with its parameters and its salt; null until the person has chosen one
    email_verified_at timestamptz,
    last_sign_in_at   timestamptz,
    deletion_due_at   timestamptz,
    created_at        timestamptz not null,
    updated_at        timestamptz not null
);
create unique index people_email_key on people (email);

create table person_sessions (
    person_id    text collate "C" not null,
    id           text collate "C" not null,
    token_sha256 text        not null,
    ip           text,
    user_agent   text,
    -- What the pages show: a workspace of the person, and its mode.
    workspace_id text collate "C",
    mode         text        not null constraint person_sessions_mode check (mode in ('test', 'live')),
    confirmed_at timestamptz not null, -- when the person last gave the password
    created_at   timestamptz not null,
    last_used_at timestamptz not null,
    ends_at      timestamptz not null,
    primary key (person_id, id),
    constraint person_sessions_person_fkey foreign key (person_id) references people (id) on delete cascade
);
create index person_sessions_by_token on person_sessions (token_sha256);
create index person_sessions_ended on person_sessions (ends_at);

-- Links that are mailed or printed, and used once. Only their hashes are stored.
create table person_links (
    person_id    text collate "C" not null,
    token_sha256 text        not null,
    kind         text        not null constraint person_links_kind check (kind in ('sign_in', 'password', 'email', 'second_factor')),
    email        text, -- the new address that the link proves
    ends_at      timestamptz not null,
    used_at      timestamptz,
    created_at   timestamptz not null,
    primary key (person_id, token_sha256),
    constraint person_links_person_fkey foreign key (person_id) references people (id) on delete cascade
);
create index person_links_by_token on person_links (token_sha256);
create index person_links_ended on person_links (ends_at);

-- What people sign in with besides the password ------------------------------------------------------------------------------

-- The authenticator app of a person.
create table person_authenticators (
    person_id    text collate "C" primary key,
    secret       bytea       not null, -- encrypted
    confirmed_at timestamptz, -- when the first code of it was typed; null before, and it is not asked for then
    last_step    bigint      not null, -- the step of the last code that was accepted: no code counts twice
    created_at   timestamptz not null,
    constraint person_authenticators_person_fkey foreign key (person_id) references people (id) on delete cascade
);

create table person_passkeys (
    person_id     text collate "C" not null,
    id            text collate "C" not null,
    credential_id text collate "C" not null,
    name          text        not null,
    public_key    bytea       not null, -- a COSE key
    sign_count    bigint      not null,
    transports    text[]      not null,
    is_backed_up  boolean     not null,
    created_at    timestamptz not null,
    last_used_at  timestamptz,
    primary key (person_id, id),
    constraint person_passkeys_person_fkey foreign key (person_id) references people (id) on delete cascade
);
create unique index person_passkeys_credential_key on person_passkeys (credential_id);

-- Those that are left: a code is deleted when it is used.
create table person_recovery_codes (
    person_id text collate "C" not null,
    hash      text collate "C" not null, -- Argon2id; one salt for the codes of a set
    primary key (person_id, hash),
    constraint person_recovery_codes_person_fkey foreign key (person_id) references people (id) on delete cascade
);

-- What browsers were given for one use and have used, until it would be over: challenges of passkeys, states of a provider.
create table used_tokens (
    token_sha256 text collate "C" primary key,
    ends_at      timestamptz not null
);
create index used_tokens_ended on used_tokens (ends_at);
-- The accounts at an OpenID provider by which people sign in. A provider knows an account by its subject; the address is what it
-- had when it was linked. Of one issuer a person has one.
create table person_identities (
    person_id text collate "C" not null,
    issuer    text        not null,
    id        text collate "C" not null,
    subject   text        not null,
    email     text,
    linked_at timestamptz not null,
    primary key (person_id, issuer),
    constraint person_identities_subject_key unique (issuer, subject),
    constraint person_identities_person_fkey foreign key (person_id) references people (id) on delete cascade
);

-- Members of workspaces --------------------------------------------------------------------------------------------------------

create table members (
    workspace_id text collate "C" not null,
    id           text collate "C" not null,
    person_id    text collate "C" not null,
    role         text        not null
        constraint members_role check (role in ('owner', 'admin', 'member', 'read_only')),
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    constraint members_person_key unique (workspace_id, person_id),
    constraint members_person_fkey foreign key (person_id) references people (id),
    primary key (workspace_id, id)
);
create index members_of_person on members (person_id);

create table invitations (
    workspace_id text collate "C" not null,
    id           text collate "C" not null,
    email        text        not null, -- in lower case
    role         text        not null
        constraint invitations_role check (role in ('owner', 'admin', 'member', 'read_only')),
    invited_by   text        not null, -- the person, for those who read the invitation
    status       text        not null
        constraint invitations_status check (status in ('pending', 'accepted', 'canceled')),
    token_sha256 text, -- of the link in the mail that was sent last; null before
    ends_at      timestamptz not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    primary key (workspace_id, id)
);
create unique index invitations_one_pending on invitations (workspace_id, email) where status = 'pending';
create index invitations_by_token on invitations (token_sha256) where token_sha256 is not null;
create index invitations_by_email on invitations (email) where status = 'pending';

-- What members want to be mailed about. Null is what their role has by itself; who leaves a workspace has no choice there any more.
create table notification_settings (
    workspace_id        text collate "C" not null,
    person_id           text collate "C" not null,
    payment_succeeded   boolean,
    transfer_to_confirm boolean,
    webhook_disabled    boolean,
    provider_error      boolean,
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    primary key (workspace_id, person_id),
    constraint notification_settings_member_fkey foreign key (workspace_id, person_id)
        references members (workspace_id, person_id) on delete cascade
);

-- What a person is told of by one mail, which has the same occasion: all of a kind that happens within some minutes.
create table notifications (
    workspace_id text collate "C" not null,
    mode         text        not null constraint notifications_mode check (mode in ('test', 'live')),
    person_id    text collate "C" not null,
    occasion_id  text collate "C" not null,
    kind         text        not null,
    object_ids   text[]      not null, -- the first ones
    number       bigint      not null, -- of all
    created_at   timestamptz not null,
    primary key (workspace_id, mode, person_id, occasion_id)
);
create index notifications_old on notifications (created_at);

-- What happened in days that are over: the home page shows three months of them at once. They are added up from payments, refunds
-- and attempts, and can be deleted at any time.
create table day_figures (
    workspace_id text collate "C" not null,
    mode         text        not null constraint day_figures_mode check (mode in ('test', 'live')),
    starts_at    timestamptz not null,
    ends_at      timestamptz not null, -- by the time zone that the workspace had
    figures      jsonb       not null, -- for each currency and method
    added_up_at  timestamptz not null,
    primary key (workspace_id, mode, starts_at)
);
