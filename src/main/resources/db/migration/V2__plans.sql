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
    primary key (workspace_id, mode, id)
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

create index prices_of_plan on prices (workspace_id, mode, plan_id);
