-- For people who look for a customer by the beginning of the name, or for a payment by its amount.
create index customers_by_name on customers (workspace_id, mode, (lower(name) collate "C"), id) where name is not null;
create index payments_by_amount on payments (workspace_id, mode, amount, id);
