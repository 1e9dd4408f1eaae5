-- What people sign in with besides the password ------------------------------------------------------------------------------

-- The authenticator app of a person.
create table person_authenticators (
    person_id    text collate "C" primary key,
    secret       bytea       not null, -- encrypted
    confirmed_at timestamptz, -- when the first code of it was typed; null before, and it is not asked for then
    last_step    bigint      not null, -- the step of the last code that was accepted: no code counts twice
    created_at   timestamptz not null,
    constraint person_authenticators_person_fkey foreign key (person_id) references people (id) on delete cascade
);

create table person_passkeys (
    person_id     text collate "C" not null,
    id            text collate "C" not null,
    credential_id text collate "C" not null,
    name          text        not null,
    public_key    bytea       not null, -- a COSE key
    sign_count    bigint      not null,
    transports    text[]      not null,
    is_backed_up  boolean     not null,
    created_at    timestamptz not null,
    last_used_at  timestamptz,
    primary key (person_id, id),
    constraint person_passkeys_person_fkey foreign key (person_id) references people (id) on delete cascade
);
create unique index person_passkeys_credential_key on person_passkeys (credential_id);

-- Those that are left: a code is deleted when it is used.
create table person_recovery_codes (
    person_id text collate "C" not null,
    hash      text collate "C" not null, -- Argon2id; one salt for the codes of a set
    primary key (person_id, hash),
    constraint person_recovery_codes_person_fkey foreign key (person_id) references people (id) on delete cascade
);

-- What browsers were given for one use and have used, until it would be over: challenges of passkeys, states of a provider.
create table used_tokens (
    token_sha256 text collate "C" primary key,
    ends_at      timestamptz not null
);
create index used_tokens_ended on used_tokens (ends_at);

alter table person_links drop constraint person_links_kind;
alter table person_links add constraint person_links_kind
    check (kind in ('sign_in', 'password', 'email', 'second_factor'));
