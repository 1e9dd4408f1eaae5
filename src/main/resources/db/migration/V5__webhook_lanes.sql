-- One lane for each endpoint: the line of its deliveries, which one node works at a time. Lanes are claimed, not
-- deliveries: who holds one reads what is due in it, sends it at the pace the endpoint has earned and writes the results
-- down, all of it without a claim written to each delivery.
create table webhook_lanes (
    workspace_id text collate "C" not null,
    mode         text        not null constraint webhook_lanes_mode check (mode in ('test', 'live')),
    endpoint_id  text collate "C" not null,
    due_at       timestamptz,                -- when there is something to do; null when nothing waits
    leased_until timestamptz,                -- null when no node works here
    lease        bigint      not null,       -- grows with each lease: who has an older one has lost the lane
    pace         integer     not null        -- deliveries at once that the endpoint has earned
        constraint webhook_lanes_pace check (pace >= 1),
    paused_until timestamptz,                -- the breaker's pause, or what the receiver asked for by Retry-After
    spent_until  timestamptz,                -- until when its rate is spent, see RateLimit
    primary key (workspace_id, mode, endpoint_id)
) with (fillfactor = 50);
-- What a node looks through: one that is held is due when its lease ends, whatever came meanwhile.
create index webhook_lanes_due_idx on webhook_lanes (coalesce(leased_until, due_at));

alter table webhook_endpoints
    add column max_concurrency       integer not null default 20,
    add column max_per_second        integer not null default 500,
    add column last_error            text,        -- of the newest attempt, null when that succeeded
    add column previous_secret       bytea,       -- encrypted: signs beside the current one until then
    add column previous_secret_until timestamptz;
alter table webhook_endpoints
    alter column max_concurrency drop default,
    alter column max_per_second drop default;

insert into webhook_lanes (workspace_id, mode, endpoint_id, due_at, lease, pace)
select workspace_id, mode, id, now(), 0, 4 from webhook_endpoints;

-- Deliveries of an endpoint that is deleted are deleted behind it by whoever works its lane, a few at a time; an event is
-- there for as long as any delivery of it waits. Checking both with each insert would be the dearest part of it.
alter table webhook_deliveries
    drop constraint webhook_deliveries_endpoint_fkey,
    drop constraint webhook_deliveries_event_fkey,
    add column tries        integer not null default 0, -- attempts of this round of retries
    add column trying_since timestamptz;                -- when this round's first attempt was made
update webhook_deliveries
   set tries = attempts, trying_since = coalesce((attempt_log -> 0 ->> 'attemptedAt')::timestamptz, last_attempt_at)
 where status = 'pending';
drop index webhook_deliveries_due_idx;
create index webhook_deliveries_due_idx on webhook_deliveries (workspace_id, mode, endpoint_id, due_at)
    where status = 'pending';

-- By workspace, so that the events of one that has many do not stand before everybody else's.
drop index events_waiting_idx;
create index events_waiting_idx on events (workspace_id, mode, id) where not fanned_out;

-- "Send again what failed since then", worked off a few events at a time.
create table webhook_recoveries (
    workspace_id text collate "C" not null,
    mode         text        not null constraint webhook_recoveries_mode check (mode in ('test', 'live')),
    id           text collate "C" not null,
    endpoint_id  text collate "C" not null,
    since        timestamptz not null,
    until        timestamptz not null,
    position     text collate "C" not null, -- the event that was looked at last
    recovered    bigint      not null,      -- deliveries that were made due again
    status       text        not null
        constraint webhook_recoveries_status check (status in ('running', 'succeeded', 'canceled')),
    due_at       timestamptz,               -- when a worker goes on with it; null when it is over
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    primary key (workspace_id, mode, id)
);
create index webhook_recoveries_due_idx on webhook_recoveries (due_at) where due_at is not null;
create unique index webhook_recoveries_running_idx on webhook_recoveries (workspace_id, mode, endpoint_id)
    where status = 'running';
