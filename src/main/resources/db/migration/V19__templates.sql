-- How the checkout page, the receipts and the invoices of a business look.
create table templates (
    workspace_id text collate "C" not null,
    mode         text        not null constraint templates_mode check (mode in ('test', 'live')),
    id           text collate "C" not null,
    kind         text        not null constraint templates_kind check (kind in ('checkout', 'receipt', 'invoice')),
    name         text        not null,
    config       jsonb       not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    primary key (workspace_id, mode, id)
);

-- The template of each kind that holds where none is named. One that is gone leaves its row behind at worst, which names nothing.
create table default_templates (
    workspace_id text collate "C" not null,
    mode         text not null constraint default_templates_mode check (mode in ('test', 'live')),
    kind         text not null,
    template_id  text collate "C" not null,
    primary key (workspace_id, mode, kind)
);

alter table billing_settings add column accent_color text;
alter table billing_settings add column tagline text;
alter table billing_settings add column default_currency text;
