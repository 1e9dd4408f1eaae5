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
