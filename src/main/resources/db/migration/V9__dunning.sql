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
