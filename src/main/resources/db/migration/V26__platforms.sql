-- Platforms: keys that act for the workspaces which their own workspace has provisioned.

alter table api_keys drop constraint api_keys_role;
alter table api_keys add constraint api_keys_role
    check (role in ('full_access', 'read_only', 'webhook_management_only', 'restricted', 'platform'));

-- The workspaces of a platform's merchants. A platform names each by an id of its own.
create table provisioned_workspaces (
    workspace_id   text collate "C" not null,
    platform_id    text collate "C" not null, -- the workspace of the platform
    account_id     text collate "C" not null, -- what the platform calls the workspace
    partner        text        not null,      -- who has brought the merchant
    discount_rate  numeric     not null
        constraint provisioned_workspaces_discount_rate check (discount_rate between 0 and 1),
    brand_name     text,
    business_email text,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    primary key (workspace_id, platform_id)
);
create unique index provisioned_workspaces_account_key on provisioned_workspaces (platform_id, account_id);
