-- What has happened to the object of a mail, of which one mail tells; null when the object is only shown.
alter table mails add column occasion_id text collate "C";
alter table mails add constraint mails_occasion_key unique (workspace_id, mode, object_id, occasion_id);

create index mails_over_idx on mails (created_at) where due_at is null;
create index mails_stuck_idx on mails (workspace_id, mode, id)
    where last_error is not null and (due_at is null or last_error = 'internal');

-- For the customer portal.
create index receipts_of_customer on receipts (workspace_id, mode, customer_id);

create or replace view stuck as
    select workspace_id, mode, id, 'payment_attempt' as type, provider,
           coalesce(review_reason, last_error, 'outcome_unknown') as reason, next_look_up_at as next_try_at, created_at
      from payment_attempts
     where status = 'review' or (status = 'starting' and look_ups > 0) or last_error is not null
    union all
    select workspace_id, mode, id, 'refund', provider, coalesce(last_error, 'outcome_unknown'), next_look_up_at, created_at
      from refunds
     where status = 'pending' and (uncertain or last_error is not null)
    union all
    select workspace_id, mode, id, 'callback', provider, last_error, coalesce(due_at, confirm_at), created_at
      from provider_callbacks
     where last_error is not null
    union all
    select workspace_id, mode, id, 'checkout_session', provider, expiry_error, expiry_due_at, created_at
      from checkout_sessions
     where status = 'open' and payment_id is null and expiry_error is not null
    union all
    select workspace_id, mode, id, 'webhook_recovery', null, last_error, due_at, created_at
      from webhook_recoveries
     where status = 'running' and last_error is not null
    union all
    select workspace_id, mode, id, 'event', null, fan_out_error, null, created_at
      from events
     where fan_out_error is not null
    union all
    select workspace_id, mode, id, 'subscription', null, last_error, due_at, created_at
      from subscriptions
     where last_error is not null
    union all
    select workspace_id, mode, id, 'test_clock', null, last_error, due_at, created_at
      from test_clocks
     where last_error is not null
    union all
    select workspace_id, mode, id, 'collection_try', null, last_error, due_at, created_at
      from collection_tries
     where last_error is not null
    union all
    select workspace_id, mode, id, 'payment_method', provider, last_error, deletion_due_at, created_at
      from payment_methods
     where last_error is not null
    union all
    -- By the id of what was mailed, until that is mailed anew or the mail is deleted.
    select workspace_id, mode, object_id, 'mail', null, last_error, due_at, created_at
      from mails
     where last_error is not null and (due_at is null or last_error = 'internal')
       and not exists (select 1 from mails newer
                        where newer.workspace_id = mails.workspace_id and newer.mode = mails.mode
                          and newer.object_id = mails.object_id and newer.id > mails.id);
