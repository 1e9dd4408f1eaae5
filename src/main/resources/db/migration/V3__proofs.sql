-- Pictures that buyers send of their transfers, for the merchant's eyes. They lie here and not on a disk, because nodes share
-- nothing but this database: whatever node takes one, every node can show it, and it is backed up with what it belongs to.
create table proofs (
    workspace_id        text collate "C" not null,
    mode                text        not null constraint proofs_mode check (mode in ('test', 'live')),
    id                  text collate "C" not null,
    checkout_session_id text collate "C" not null,
    content_type        text        not null constraint proofs_content_type
        check (content_type in ('image/jpeg', 'image/png', 'application/pdf')),
    size                integer     not null,
    sha256              text collate "C" not null, -- of the content: in hex, as it is shown
    content             bytea       not null,
    created_at          timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint proofs_once unique (workspace_id, mode, checkout_session_id, sha256),
    constraint proofs_session_fkey foreign key (workspace_id, mode, checkout_session_id)
        references checkout_sessions (workspace_id, mode, id)
);
-- All of these are compressed already.
alter table proofs alter column content set storage external;
create index proofs_sha256_idx on proofs (workspace_id, mode, sha256, id);

-- How many there are: whoever adds one counts it in the same statement, so that there are never too many.
alter table checkout_sessions
    add column proofs smallint not null default 0 constraint checkout_sessions_proofs check (proofs between 0 and 5);
