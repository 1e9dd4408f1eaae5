-- The chain of the audit log, one for each workspace and mode, written in batches after its entries. The hash of a link covers
-- the link before it and all columns of its entry. There is no foreign key: what is missing from the log must stay noticeable.
create table audit_chain (
    workspace_id text collate "C" not null,
    mode         text        not null constraint audit_chain_mode check (mode in ('test', 'live')),
    entry_id     text collate "C" not null,
    number       bigint      not null, -- counted from 1
    hash         bytea       not null, -- SHA-256
    chained_at   timestamptz not null,
    constraint audit_chain_number_key unique (workspace_id, mode, number)
);
-- Last, as statements find links by their entry.
alter table audit_chain add primary key (workspace_id, mode, entry_id);

-- The last link of each chain. A batch is added only while this is what it was when the batch was read.
create table audit_chain_heads (
    workspace_id text collate "C" not null,
    mode         text        not null constraint audit_chain_heads_mode check (mode in ('test', 'live')),
    entry_id     text collate "C" not null,
    number       bigint      not null,
    hash         bytea       not null,
    chained_at   timestamptz not null,
    primary key (workspace_id, mode)
);
