create table billing_settings (
    workspace_id          text collate "C" not null,
    mode                  text        not null constraint billing_settings_mode check (mode in ('test', 'live')),
    time_zone             text        not null,
    invoice_number_format text        not null,
    language              text        not null constraint billing_settings_language check (language in ('id', 'en')),
    business_name         text,
    business_address      text,
    business_email        text,
    business_phone        text,
    business_tax_id       text,
    logo                  bytea,
    logo_type             text,
    logo_width            integer,
    logo_height           integer,
    updated_at            timestamptz not null,
    primary key (workspace_id, mode),
    constraint billing_settings_logo check (
        (logo is null) = (logo_type is null) and (logo is null) = (logo_width is null)
        and (logo is null) = (logo_height is null))
);

-- The random part of the address of an invoice's page; whoever knows it sees the invoice. A draft has none.
alter table invoices add column hosted_token text collate "C";

update invoices set hosted_token = replace(gen_random_uuid()::text, '-', '') where number is not null;

alter table invoices add constraint invoices_hosted_token check ((hosted_token is null) = (number is null));

create index invoices_by_hosted_token on invoices (hosted_token) where hosted_token is not null;
