-- Events and entries of the audit log get their id and time from this database's clock, in the statement that writes them:
-- one clock for all nodes.

-- The id of one of those: a ULID whose first 48 bits are the milliseconds, the next 10 the microseconds within them, so that ids
-- rise with time; the last 14 characters are given. Without those it is the smallest id of that microsecond and later ones.
create function timed_id(prefix text, at timestamptz, rest text) returns text language plpgsql stable strict as $$
declare
    digits constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    micros constant bigint := (extract(epoch from at) * 1000000)::bigint;
    millis constant bigint := micros / 1000;
    within constant integer := (micros % 1000)::integer;
begin
    return prefix || '_'
        || substr(digits, (millis >> 45)::integer + 1, 1)
        || substr(digits, (millis >> 40 & 31)::integer + 1, 1)
        || substr(digits, (millis >> 35 & 31)::integer + 1, 1)
        || substr(digits, (millis >> 30 & 31)::integer + 1, 1)
        || substr(digits, (millis >> 25 & 31)::integer + 1, 1)
        || substr(digits, (millis >> 20 & 31)::integer + 1, 1)
        || substr(digits, (millis >> 15 & 31)::integer + 1, 1)
        || substr(digits, (millis >> 10 & 31)::integer + 1, 1)
        || substr(digits, (millis >> 5 & 31)::integer + 1, 1)
        || substr(digits, (millis & 31)::integer + 1, 1)
        || substr(digits, (within >> 5) + 1, 1)
        || substr(digits, (within & 31) + 1, 1)
        || rest;
end
$$;

-- An instant as payloads show it.
create function event_time(at timestamptz) returns text language sql stable strict as $$
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- Writes that were signed without an idempotency key, for as long as their signatures are good: nobody sends one twice.
create table signed_writes (
    workspace_id text collate "C" not null,
    mode         text        not null constraint signed_writes_mode check (mode in ('test', 'live')),
    digest       bytea       not null, -- SHA-256 of what was signed and with which key
    expires_at   timestamptz not null,
    primary key (workspace_id, mode, digest)
);
create index signed_writes_expired_idx on signed_writes (expires_at);
