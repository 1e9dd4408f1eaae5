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

alter table customers add column test_clock_id text collate "C";
alter table customers add constraint customers_test_clock_fkey foreign key (workspace_id, mode, test_clock_id)
    references test_clocks (workspace_id, mode, id);
create index customers_of_clock on customers (workspace_id, mode, test_clock_id) where test_clock_id is not null;
