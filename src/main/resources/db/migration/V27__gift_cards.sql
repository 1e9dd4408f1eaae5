-- Gift cards, and the store credit of customers.
create table gift_cards (
    workspace_id    text collate "C" not null,
    mode            text        not null constraint gift_cards_mode check (mode in ('test', 'live')),
    id              text collate "C" not null,
    code            text collate "C" not null, -- as it was given; upper and lower case are the same
    currency        text        not null,
    initial_balance bigint      not null constraint gift_cards_initial_balance check (initial_balance > 0),
    balance         bigint      not null constraint gift_cards_balance check (balance >= 0), -- the sum of its entries
    status          text        not null constraint gift_cards_status check (status in ('active', 'redeemed', 'void')),
    customer_id     text collate "C", -- whose store credit it is
    expires_at      timestamptz,
    note            text,
    issued_source   text,
    issued_ref      text,
    metadata        jsonb,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint gift_cards_redeemed check (balance = 0 or status = 'active'),
    constraint gift_cards_customer_fkey foreign key (workspace_id, mode, customer_id)
        references customers (workspace_id, mode, id)
);
create unique index gift_cards_code_key on gift_cards (workspace_id, mode, upper(code)) where code is not null;
create index gift_cards_of_customer on gift_cards (workspace_id, mode, customer_id, id) where customer_id is not null;
create index gift_cards_by_status on gift_cards (workspace_id, mode, status, id) where status <> 'active';
create index gift_cards_expiring on gift_cards (workspace_id, mode, id) where status = 'active' and expires_at is not null;

-- What has changed the balance of gift cards: rows are added, and never changed.
create table gift_card_entries (
    workspace_id        text collate "C" not null,
    mode                text        not null constraint gift_card_entries_mode check (mode in ('test', 'live')),
    id                  text collate "C" not null,
    gift_card_id        text collate "C" not null,
    kind                text        not null
        constraint gift_card_entries_kind check (kind in ('issue', 'redeem', 'topup', 'void')),
    delta               bigint      not null
        constraint gift_card_entries_delta
            check (case kind when 'redeem' then delta < 0 when 'void' then delta <= 0 else delta > 0 end),
    balance_after       bigint      not null constraint gift_card_entries_balance_after check (balance_after >= 0),
    currency            text        not null,
    external_source     text        not null, -- with the reference: why, as the caller calls it
    external_ref        text        not null,
    checkout_session_id text collate "C",
    note                text,
    created_at          timestamptz not null,
    primary key (workspace_id, mode, id),
    constraint gift_card_entries_gift_card_fkey foreign key (workspace_id, mode, gift_card_id)
        references gift_cards (workspace_id, mode, id)
);
-- The same reason counts once.
create unique index gift_card_entries_once
    on gift_card_entries (workspace_id, mode, gift_card_id, kind, external_source, external_ref)
    where gift_card_id is not null;
create index gift_card_entries_of_card on gift_card_entries (workspace_id, mode, gift_card_id, id)
    where gift_card_id is not null;
