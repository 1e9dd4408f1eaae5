-- Payment methods that a provider stores for a customer.
create table payment_methods (
    workspace_id    text collate "C" not null,
    mode            text        not null constraint payment_methods_mode check (mode in ('test', 'live')),
    id              text collate "C" not null,
    customer_id     text collate "C" not null,
    provider        text        not null,
    type            text        not null,
    label           text        not null,
    brand           text,
    last4           text,
    exp_month       integer constraint payment_methods_exp_month check (exp_month between 1 and 12),
    exp_year        integer,
    status          text        not null
        constraint payment_methods_status check (status in ('active', 'expired', 'revoked')),
    token           bytea       not null, -- the provider's, encrypted
    token_sha256    text collate "C" not null, -- of the token, in hex: the same one is stored once
    provider_data   jsonb       not null,
    deletion_due_at timestamptz, -- when it is deleted at its provider; null when that is done or not wanted
    deletion_tries  integer     not null,
    claimed_by      integer,
    last_error      text,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint payment_methods_owner_key unique (workspace_id, mode, customer_id, id),
    constraint payment_methods_token_key unique (workspace_id, mode, customer_id, provider, token_sha256),
    constraint payment_methods_customer_fkey foreign key (workspace_id, mode, customer_id)
        references customers (workspace_id, mode, id)
);

-- Callbacks name a method by its token.
create index payment_methods_token_idx on payment_methods (workspace_id, mode, provider, token_sha256);
create index payment_methods_deletion_idx on payment_methods (deletion_due_at) where deletion_due_at is not null;
create index payment_methods_failing_idx on payment_methods (workspace_id, mode, id) where last_error is not null;

-- Until now any text was taken; no method was stored.
update customers set default_payment_token_id = null where default_payment_token_id is not null;

alter table customers add constraint customers_default_payment_token_fkey
    foreign key (workspace_id, mode, id, default_payment_token_id)
    references payment_methods (workspace_id, mode, customer_id, id);

alter table checkout_sessions
    add column purpose text not null default 'payment'
        constraint checkout_sessions_purpose check (purpose in ('payment', 'setup')),
    add column save_payment_method boolean not null default false,
    add column payment_token_id text collate "C",
    add column invoice_id text collate "C",
    drop constraint checkout_sessions_amount,
    add constraint checkout_sessions_amount check (case purpose when 'payment' then amount > 0 else amount = 0 end),
    add constraint checkout_sessions_saves_for check (customer_id is not null or not save_payment_method and purpose = 'payment'),
    add constraint checkout_sessions_payment_token_fkey foreign key (workspace_id, mode, payment_token_id)
        references payment_methods (workspace_id, mode, id),
    add constraint checkout_sessions_invoice_fkey foreign key (workspace_id, mode, invoice_id)
        references invoices (workspace_id, mode, id);

create unique index checkout_sessions_one_open_of_invoice on checkout_sessions (workspace_id, mode, invoice_id)
    where status = 'open' and invoice_id is not null;

alter table payment_attempts
    add column invoice_id text collate "C",
    add column saved_for text collate "C",
    add column buyer_present boolean not null default true,
    add column payment_token_id text collate "C",
    drop constraint payment_attempts_belongs,
    add constraint payment_attempts_belongs
        check (checkout_session_id is not null or invoice_id is not null or payment_id is not null),
    add constraint payment_attempts_invoice_fkey foreign key (workspace_id, mode, invoice_id)
        references invoices (workspace_id, mode, id),
    add constraint payment_attempts_payment_token_fkey foreign key (workspace_id, mode, payment_token_id)
        references payment_methods (workspace_id, mode, id);

-- Whoever pays an invoice, with or without the buyer: never two at a time.
create unique index payment_attempts_one_active_invoice on payment_attempts (workspace_id, mode, invoice_id)
    where status in ('starting', 'active') and invoice_id is not null;
create index payment_attempts_invoice_idx on payment_attempts (workspace_id, mode, invoice_id, id)
    where invoice_id is not null;
drop index payment_attempts_one_active_payment;
create unique index payment_attempts_one_active_payment on payment_attempts (workspace_id, mode, payment_id)
    where status in ('starting', 'active') and checkout_session_id is null and invoice_id is null;
