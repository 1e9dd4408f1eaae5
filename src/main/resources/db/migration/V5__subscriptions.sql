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
        references prices (workspace_id, mode, id)
);

-- Partial, so that no planner without statistics takes them for a search by the key.
create index subscriptions_of_customer on subscriptions (workspace_id, mode, customer_id, id) where customer_id is not null;
create index subscriptions_of_plan on subscriptions (workspace_id, mode, plan_id, id) where plan_id is not null;
create index subscriptions_due on subscriptions (due_at) where due_at is not null;
create index subscriptions_of_clock on subscriptions (workspace_id, mode, test_clock_id, clock_due_at)
    where test_clock_id is not null;
create index subscriptions_failing on subscriptions (workspace_id, mode, id) where last_error is not null;

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

create index usage_records_of_subscription on usage_records (workspace_id, mode, subscription_id, used_at);

alter table invoices add column billing_reason text
    constraint invoices_billing_reason check (billing_reason in ('cycle', 'change', 'end'));
alter table invoices add column period_start timestamptz;
alter table invoices add column period_end timestamptz
    constraint invoices_period check (period_start < period_end);
alter table invoices add constraint invoices_subscription_fkey foreign key (workspace_id, mode, subscription_id)
    references subscriptions (workspace_id, mode, id);

-- A period of a subscription is billed once, whatever happens at the same moment.
create unique index invoices_cycle_key on invoices (workspace_id, mode, subscription_id, period_start)
    where billing_reason = 'cycle';
create index invoices_of_subscription on invoices (workspace_id, mode, subscription_id, id) where subscription_id is not null;
drop index invoices_of_customer;
create index invoices_of_customer on invoices (workspace_id, mode, customer_id, id) where customer_id is not null;
