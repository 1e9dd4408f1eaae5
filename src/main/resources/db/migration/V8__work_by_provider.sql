-- What is to be done at one provider is claimed by itself: a thousand that wait for a slow one must not be walked through for
-- another.
drop index payment_attempts_due_idx;
create index payment_attempts_due_idx on payment_attempts (provider, next_look_up_at) where next_look_up_at is not null;
drop index refunds_due_idx;
create index refunds_due_idx on refunds (provider, next_look_up_at) where next_look_up_at is not null;
drop index provider_callbacks_due_idx;
create index provider_callbacks_due_idx on provider_callbacks (provider, due_at) where due_at is not null;
