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
