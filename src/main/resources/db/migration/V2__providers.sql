-- Which provider serves a method when several could, where a workspace has said so.
create table method_routings (
    workspace_id text collate "C" not null,
    mode         text        not null constraint method_routings_mode check (mode in ('test', 'live')),
    routing      jsonb       not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    primary key (workspace_id, mode)
);
