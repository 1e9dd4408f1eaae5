-- Lists by a state or type that few have. The state in which most rows of a table end is left out, and so are the usual types of
-- events: their lists read the primary key. Rows that are made in that state cost nothing more; others, such as checkout sessions,
-- one entry while they are in another one.
create index payments_by_status on payments (workspace_id, mode, status, id) where status <> 'succeeded';
create index checkout_sessions_by_status on checkout_sessions (workspace_id, mode, status, id) where status <> 'complete';
create index refunds_by_status on refunds (workspace_id, mode, status, id) where status <> 'succeeded';
create index invoices_by_status on invoices (workspace_id, mode, status, id) where status <> 'paid';
create index subscriptions_by_status on subscriptions (workspace_id, mode, status, id) where status <> 'active';
create index receipts_of_invoices on receipts (workspace_id, mode, id) where source_type = 'invoice';
create index events_by_type on events (workspace_id, mode, type, id)
    where type not in ('payment.succeeded', 'checkout_session.completed');
create index webhook_deliveries_failed on webhook_deliveries (workspace_id, mode, id) where status = 'failed';
create index webhook_deliveries_by_type on webhook_deliveries (workspace_id, mode, type, id)
    where type not in ('payment.succeeded', 'checkout_session.completed');
-- Those that still run are in the indexes that keep them from being two.
create index payment_attempts_over on payment_attempts (workspace_id, mode, status, id) where status in ('failed', 'canceled');
create index audit_log_of_members on audit_log (workspace_id, mode, actor_id, id) where actor_type = 'member';
