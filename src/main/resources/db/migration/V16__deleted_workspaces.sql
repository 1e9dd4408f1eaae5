-- Workspaces that were deleted. The row stays when nothing else is left, so that their ids stay explained where other logs name
-- them.
create table deleted_workspaces (
    id         text collate "C" primary key,
    deleted_at timestamptz not null, -- since when nobody reaches anything of it
    -- How far its rows are deleted, table by table. All tables are looked at once more a day later.
    due_at     timestamptz,          -- when a node goes on; null when nothing is left
    table_name text,                 -- null before the first
    position   text[],               -- the key after which it goes on; null at the beginning of the table
    is_last    boolean     not null, -- whether the deletion ends with this look at all tables: it has found no row so far
    tries      integer     not null
);
-- Statements that find a workspace by an id of its rows read all of this index, which is empty most of the time.
create index deleted_workspaces_due_idx on deleted_workspaces (due_at, id) where due_at is not null;

create index workspaces_deletion_due_idx on workspaces (deletion_due_at) where deletion_due_at is not null;

-- For the deletion of what these columns refer to, which looks for rows that still refer to it.
create index checkout_sessions_of_invoice on checkout_sessions (workspace_id, mode, invoice_id) where invoice_id is not null;
create index checkout_sessions_of_payment_method on checkout_sessions (workspace_id, mode, payment_token_id)
    where payment_token_id is not null;
create index payment_attempts_of_payment_method on payment_attempts (workspace_id, mode, payment_token_id)
    where payment_token_id is not null;
create index payments_of_invoice on payments (workspace_id, mode, invoice_id) where invoice_id is not null;
