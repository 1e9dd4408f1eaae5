-- A payment that was believed on the word of a callback whose proof does not cover its content: when the provider is asked
-- whether it knows of it; null when it was asked, or nothing was believed.
alter table provider_callbacks add column confirm_at timestamptz;
create index provider_callbacks_confirm_idx on provider_callbacks (workspace_id, mode, confirm_at)
    where confirm_at is not null;

-- What it says then may be something else.
alter table payment_attempts
    drop constraint payment_attempts_review_reason,
    add constraint payment_attempts_review_reason
        check (review_reason in ('amount_mismatch', 'no_open_payment', 'outcome_unknown', 'not_confirmed'));

-- With what PayPal has signed, anybody could have sent another body.
update provider_callbacks set headers = '{}' where provider = 'paypal';

-- Money that was taken back, or seen to elsewhere, before it was a payment: what is told of it later is about something known.
drop index payment_attempts_paid_under_idx;
create index payment_attempts_paid_under_idx on payment_attempts using gin (provider_data jsonb_path_ops)
    where status in ('succeeded', 'review') or failure_code in ('reversed', 'dismissed');
