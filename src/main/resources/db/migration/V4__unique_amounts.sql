-- Amounts that transfers are asked for with a code in their last digits, so that the amount alone tells whose money it is.
-- A session or a direct payment keeps its amount until some time after its end, when the row is deleted. Two never have the
-- same: the primary key says so.
create table unique_amounts (
    workspace_id text collate "C" not null,
    mode         text        not null constraint unique_amounts_mode check (mode in ('test', 'live')),
    currency     text        not null,
    amount       bigint      not null constraint unique_amounts_amount check (amount > 0),
    code         bigint      not null, -- what was added to the price; negative when it was taken off
    owner_id     text collate "C" not null, -- a checkout session or a payment
    created_at   timestamptz not null,
    primary key (workspace_id, mode, currency, amount),
    constraint unique_amounts_owner_key unique (workspace_id, mode, owner_id)
);

-- Transfers without a code that are waited for: their amounts are no longer free for those with one.
create index payment_attempts_transfers_idx on payment_attempts (workspace_id, mode, currency, amount)
    where provider = 'manual' and status in ('starting', 'active');
