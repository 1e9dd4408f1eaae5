-- A known text under each master key that was ever used here: whoever comes with another key is told so at once.
create table master_keys (
    version    smallint primary key constraint master_keys_version check (version between 1 and 255),
    sealed     bytea       not null,
    created_at timestamptz not null
);

-- Few answers show a secret: whoever looks for them does not read all others.
create index idempotency_keys_encrypted_idx on idempotency_keys (workspace_id, mode, key) where encrypted;
