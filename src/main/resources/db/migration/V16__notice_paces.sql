-- How fast notices of money have come to an account at most, as far as its provider has confirmed them: what comes faster is
-- asked about before it is believed.
create table notice_paces (
    workspace_id  text collate "C" not null,
    mode          text    not null constraint notice_paces_mode check (mode in ('test', 'live')),
    provider      text    not null,
    fastest       integer not null default 0, -- confirmed ones of one minute, the most there ever were
    fastest_since integer not null default 0, -- the same of the time after the last doubt
    doubted_at    timestamptz,                -- when the provider last did not confirm one
    primary key (workspace_id, mode, provider)
);

-- The same by the minute in which they came, for a few days: all nodes count together.
create table notice_minutes (
    workspace_id text collate "C" not null,
    mode         text        not null constraint notice_minutes_mode check (mode in ('test', 'live')),
    provider     text        not null,
    minute       timestamptz not null,
    believed     integer     not null default 0,
    confirmed    integer     not null default 0,
    primary key (workspace_id, mode, provider, minute)
);
create index notice_minutes_minute_idx on notice_minutes (minute);

-- When the provider has confirmed a payment that a notice told of: each counts once, however many notices tell of it.
alter table payment_attempts add column confirmed_at timestamptz;
