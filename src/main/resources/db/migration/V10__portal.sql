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
create index portal_sessions_of_customer on portal_sessions (workspace_id, mode, customer_id);
create index portal_sessions_ended on portal_sessions (ends_at);
