-- Indexes that begin alike cost alike to a planner that has no statistics yet, and it takes the newest of them: a row was then
-- looked for among all of its workspace's. So no other index serves where a row is named by its whole key.

-- A callback is the provider's notice: that is its key, and what it is marked by.
alter table provider_callbacks
    drop constraint provider_callbacks_pkey,
    drop constraint provider_callbacks_once,
    add primary key (workspace_id, mode, provider, identity);

-- Only what has a reference is found by it.
alter table payment_attempts drop constraint payment_attempts_reference_key;
create unique index payment_attempts_reference_key
    on payment_attempts (workspace_id, mode, provider, provider_reference)
    where provider_reference is not null;
