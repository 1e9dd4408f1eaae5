-- Each provider's look-ups are claimed by themselves: a thousand that wait for one must not be walked through for another.
drop index payment_attempts_due_idx;
create index payment_attempts_due_idx on payment_attempts (provider, next_look_up_at) where next_look_up_at is not null;
drop index refunds_due_idx;
create index refunds_due_idx on refunds (provider, next_look_up_at) where next_look_up_at is not null;
