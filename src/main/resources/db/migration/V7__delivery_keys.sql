-- As V6 tells, the newest of the indexes that begin alike is taken where there are no statistics yet. Here each serves some list,
-- so the keys are made the newest: the row's own, which every attempt is written by, and then the one that nothing but an event
-- leads to, by which recoveries look.
alter table webhook_deliveries
    drop constraint webhook_deliveries_pkey,
    add primary key (workspace_id, mode, id);
alter table webhook_deliveries
    drop constraint webhook_deliveries_once,
    add constraint webhook_deliveries_once unique (event_id, endpoint_id, workspace_id, mode);
