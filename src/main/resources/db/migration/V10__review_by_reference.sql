-- What a provider takes back may still wait for a person: it is found by what was paid as well.
drop index payment_attempts_paid_under_idx;
create index payment_attempts_paid_under_idx on payment_attempts using gin (provider_data jsonb_path_ops)
    where status in ('succeeded', 'review');
