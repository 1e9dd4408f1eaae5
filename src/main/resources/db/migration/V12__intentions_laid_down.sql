-- A request whose provider could not be asked, or gave no answer, is over without an end that could be kept: a repeat under
-- its key goes on with what it intended, and need not wait as long as for a request that has lost its process.
alter table idempotency_keys add column laid_down boolean not null default false;
