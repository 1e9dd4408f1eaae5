-- Mails that are to be sent; the row is written with the change that it tells of.
create table mails (
    workspace_id text collate "C" not null,
    mode         text        not null constraint mails_mode check (mode in ('test', 'live')),
    id           text collate "C" not null,
    kind         text        not null,
    object_id    text collate "C" not null,
    -- What has happened to the object, of which one mail tells; null when the object is only shown.
    occasion_id  text collate "C",
    recipient    text        not null,
    -- Null when it was sent, or given up because of last_error.
    due_at       timestamptz,
    tries        integer     not null,
    claimed_by   integer,
    last_error   text,
    created_at   timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint mails_occasion_key unique (workspace_id, mode, object_id, occasion_id)
);

create index mails_due_idx on mails (due_at) where due_at is not null;
create index mails_over_idx on mails (created_at) where due_at is null;
create index mails_stuck_idx on mails (workspace_id, mode, id)
    where last_error is not null and (due_at is null or last_error = 'internal');

-- The receipts of money that was received. A receipt is written with the payment, and gets its number at once afterwards.
create table receipts (
    workspace_id text collate "C" not null,
    mode         text        not null constraint receipts_mode check (mode in ('test', 'live')),
    id           text collate "C" not null,
    number       text,
    source_type  text        not null
        constraint receipts_source_type check (source_type in ('checkout_session', 'invoice')),
    source_id    text collate "C" not null,
    payment_id   text collate "C" not null,
    customer_id  text collate "C",
    amount       bigint      not null constraint receipts_amount check (amount > 0),
    currency     text        not null,
    method       text        not null,
    provider     text,
    issued_at    timestamptz not null,
    emailed_at   timestamptz,
    emailed_to   text,
    created_at   timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint receipts_source_key unique (workspace_id, mode, source_id),
    constraint receipts_number_key unique (workspace_id, mode, number)
);

create index receipts_unnumbered_idx on receipts (workspace_id, mode) where number is null;
create index receipts_of_customer on receipts (workspace_id, mode, customer_id);

-- The last number that was given to a receipt.
create table receipt_numbers (
    workspace_id text collate "C" not null,
    mode         text   not null constraint receipt_numbers_mode check (mode in ('test', 'live')),
    last_number  bigint not null,
    primary key (workspace_id, mode)
);

-- Money that was received before there were receipts.
insert into receipts (workspace_id, mode, id, source_type, source_id, payment_id, customer_id, amount, currency, method,
    provider, issued_at, created_at)
select workspace_id, mode, 'rcpt_' || substr(id, 5), case when invoice_id is null then 'checkout_session' else 'invoice' end,
       coalesce(invoice_id, checkout_session_id), id, customer_id, amount, currency,
       payment_method ->> 'type', provider, succeeded_at, succeeded_at
  from payments
 where succeeded_at is not null and coalesce(invoice_id, checkout_session_id) is not null;

-- A credit note is an invoice of a negative amount: the money of a refund.
alter table invoices add column refund_id text collate "C";
alter table invoices drop constraint invoices_discount;
alter table invoices add constraint invoices_discount
    check (case when refund_id is null then discount between 0 and subtotal else discount = 0 and subtotal < 0 end);
-- The status of the refund that its credit note shows; another one makes the refund due.
alter table refunds add column credit_note_status text;

create index refunds_credit_note_due_idx on refunds (workspace_id, mode, id)
    where invoice_id is not null and credit_note_status is distinct from status;

alter table invoices add constraint invoices_refund_key unique (workspace_id, mode, refund_id);
