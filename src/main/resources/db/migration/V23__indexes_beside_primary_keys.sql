-- A row that is found by its id must be found by the primary key, also while a table is empty or has not been analyzed: then all
-- indexes that begin with workspace and mode cost the same, and a search by another one reads all rows of the workspace. So each
-- of them is partial on its own column, which makes it no candidate for a statement that does not compare that column. Columns
-- that are never null have the condition for this alone.
alter table audit_chain drop constraint audit_chain_number_key;
create unique index audit_chain_number_key on audit_chain (workspace_id, mode, number) where number is not null;
drop index audit_log_object_idx;
create index audit_log_object_idx on audit_log (workspace_id, mode, object_id, id) where object_id is not null;
alter table collection_tries drop constraint collection_tries_once;
create unique index collection_tries_once on collection_tries (workspace_id, mode, invoice_id, number)
    where invoice_id is not null;
alter table customers drop constraint customers_external_id_key;
create unique index customers_external_id_key on customers (workspace_id, mode, external_id) where external_id is not null;
alter table invoices drop constraint invoices_number_key;
create unique index invoices_number_key on invoices (workspace_id, mode, number) where number is not null;
drop index payment_methods_token_idx;
create index payment_methods_token_idx on payment_methods (workspace_id, mode, provider, token_sha256, id)
    where token_sha256 is not null;
alter table payment_methods drop constraint payment_methods_token_key;
create unique index payment_methods_token_key on payment_methods (workspace_id, mode, customer_id, provider, token_sha256)
    where customer_id is not null;
drop index payments_by_amount;
create index payments_by_amount on payments (workspace_id, mode, amount, id) where amount is not null;
alter table payments drop constraint payments_one_per_session;
create unique index payments_one_per_session on payments (workspace_id, mode, checkout_session_id)
    where checkout_session_id is not null;
alter table payments drop constraint payments_reference_key;
create unique index payments_reference_key on payments (workspace_id, mode, provider, provider_reference)
    where provider is not null;
drop index portal_sessions_of_customer;
create index portal_sessions_of_customer on portal_sessions (workspace_id, mode, customer_id) where customer_id is not null;
drop index prices_of_plan;
create index prices_of_plan on prices (workspace_id, mode, plan_id) where plan_id is not null;
alter table proofs drop constraint proofs_once;
create unique index proofs_once on proofs (workspace_id, mode, checkout_session_id, sha256)
    where checkout_session_id is not null;
drop index proofs_sha256_idx;
create index proofs_sha256_idx on proofs (workspace_id, mode, sha256, id) where sha256 is not null;
alter table receipts drop constraint receipts_number_key;
create unique index receipts_number_key on receipts (workspace_id, mode, number) where number is not null;
drop index receipts_of_customer;
create index receipts_of_customer on receipts (workspace_id, mode, customer_id) where customer_id is not null;
drop index refunds_payment_idx;
create index refunds_payment_idx on refunds (workspace_id, mode, payment_id, id) where payment_id is not null;
alter table refunds drop constraint refunds_reference_key;
create unique index refunds_reference_key on refunds (workspace_id, mode, provider, provider_reference)
    where provider is not null;
alter table unique_amounts drop constraint unique_amounts_owner_key;
create unique index unique_amounts_owner_key on unique_amounts (workspace_id, mode, owner_id) where owner_id is not null;
drop index usage_records_of_subscription;
create index usage_records_of_subscription on usage_records (workspace_id, mode, subscription_id, used_at)
    where subscription_id is not null;
drop index webhook_deliveries_endpoint_idx;
create index webhook_deliveries_endpoint_idx on webhook_deliveries (workspace_id, mode, endpoint_id, id)
    where endpoint_id is not null;
-- Of those that still cost the same, the newest is taken: claims want the deliveries that are due, recoveries those of an event.
drop index webhook_deliveries_due_idx;
create index webhook_deliveries_due_idx on webhook_deliveries (workspace_id, mode, endpoint_id, due_at) where status = 'pending';
alter table webhook_deliveries drop constraint webhook_deliveries_once;
alter table webhook_deliveries add constraint webhook_deliveries_once unique (event_id, endpoint_id, workspace_id, mode);

-- A foreign key needs a whole constraint: here with the id first, so that it is as good as the primary key.
alter table customers drop constraint customers_default_payment_token_fkey;
alter table subscriptions drop constraint subscriptions_payment_token_fkey;
alter table payment_methods drop constraint payment_methods_owner_key;
alter table payment_methods add constraint payment_methods_owner_key unique (workspace_id, mode, id, customer_id);
alter table customers add constraint customers_default_payment_token_fkey
    foreign key (workspace_id, mode, id, default_payment_token_id)
    references payment_methods (workspace_id, mode, customer_id, id);
alter table subscriptions add constraint subscriptions_payment_token_fkey
    foreign key (workspace_id, mode, customer_id, default_payment_token_id)
    references payment_methods (workspace_id, mode, customer_id, id);

-- Inserts of nodes of the version before name these columns without a condition, which needs a whole constraint: here with the
-- columns of their own first.
alter table receipts drop constraint receipts_source_key;
alter table receipts add constraint receipts_source_key unique (source_id, workspace_id, mode);
alter table mails drop constraint mails_occasion_key;
alter table mails add constraint mails_occasion_key unique (object_id, occasion_id, workspace_id, mode);
