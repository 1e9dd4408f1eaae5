create table invoices (
    workspace_id        text collate "C" not null,
    mode                text        not null constraint invoices_mode check (mode in ('test', 'live')),
    id                  text collate "C" not null,
    customer_id         text collate "C" not null,
    subscription_id     text collate "C",
    status              text        not null
        constraint invoices_status check (status in ('draft', 'open', 'paid', 'void')),
    number              text,
    currency            text        not null,
    lines               jsonb       not null,
    subtotal            bigint      not null,
    discount            bigint      not null constraint invoices_discount check (discount between 0 and subtotal),
    tax                 bigint      not null constraint invoices_tax check (tax >= 0),
    total               bigint      not null constraint invoices_total check (total = subtotal - discount + tax),
    amount_paid         bigint      not null constraint invoices_amount_paid check (amount_paid >= 0),
    amount_due          bigint      not null constraint invoices_amount_due check (amount_due >= 0),
    due_at              timestamptz,
    issued_at           timestamptz,
    paid_at             timestamptz,
    voided_at           timestamptz,
    payment_id          text collate "C",
    collection_attempts integer     not null,
    review_pending      boolean     not null,
    uncollectible       boolean     not null,
    memo                text,
    template_id         text collate "C",
    metadata            jsonb,
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint invoices_number_key unique (workspace_id, mode, number),
    -- What was issued has a number for ever; a draft, and one that was voided as a draft, has none.
    constraint invoices_issued check ((number is null) = (issued_at is null) and (status <> 'open' or number is not null)),
    constraint invoices_customer_fkey foreign key (workspace_id, mode, customer_id)
        references customers (workspace_id, mode, id)
);

create index invoices_of_customer on invoices (workspace_id, mode, customer_id);

-- The last number that was given to an invoice.
create table invoice_numbers (
    workspace_id text collate "C" not null,
    mode         text   not null constraint invoice_numbers_mode check (mode in ('test', 'live')),
    last_number  bigint not null,
    primary key (workspace_id, mode)
);

alter table payments add constraint payments_invoice_fkey foreign key (workspace_id, mode, invoice_id)
    references invoices (workspace_id, mode, id);

-- An invoice has at most one payment that has not failed.
create unique index payments_one_per_invoice on payments (workspace_id, mode, invoice_id)
    where invoice_id is not null and status <> 'failed';
