-- Only credit notes have a refund: in the former index every other invoice of a workspace had the same key, and a planner
-- without statistics looked for an invoice by its id there, through all of them.
alter table invoices drop constraint invoices_refund_key;
create unique index invoices_refund_key on invoices (workspace_id, mode, refund_id) where refund_id is not null;
