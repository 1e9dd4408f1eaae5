-- People and what they sign in with ------------------------------------------------------------------------------------------

-- A person may be a member of many workspaces, and belongs to none of them: the keys of these tables begin with the person.

create table people (
    id                text collate "C" primary key,
    email             text        not null, -- in lower case
    name              text,
    locale            text        not null constraint people_locale check (locale in ('en', 'id')),
    password          text, -- Argon2id with its parameters and its salt; null until the person has chosen one
    email_verified_at timestamptz,
    last_sign_in_at   timestamptz,
    deletion_due_at   timestamptz,
    created_at        timestamptz not null,
    updated_at        timestamptz not null
);
create unique index people_email_key on people (email);

create table person_sessions (
    person_id    text collate "C" not null,
    id           text collate "C" not null,
    token_sha256 text        not null,
    ip           text,
    user_agent   text,
    -- What the pages show: a workspace of the person, and its mode.
    workspace_id text collate "C",
    mode         text        not null constraint person_sessions_mode check (mode in ('test', 'live')),
    confirmed_at timestamptz not null, -- when the person last gave the password
    created_at   timestamptz not null,
    last_used_at timestamptz not null,
    ends_at      timestamptz not null,
    primary key (person_id, id),
    constraint person_sessions_person_fkey foreign key (person_id) references people (id) on delete cascade
);
create index person_sessions_by_token on person_sessions (token_sha256);
create index person_sessions_ended on person_sessions (ends_at);

-- Links that are mailed or printed, and used once. Only their hashes are stored.
create table person_links (
    person_id    text collate "C" not null,
    token_sha256 text        not null,
    kind         text        not null constraint person_links_kind check (kind in ('sign_in', 'password', 'email')),
    email        text, -- the new address that the link proves
    ends_at      timestamptz not null,
    used_at      timestamptz,
    created_at   timestamptz not null,
    primary key (person_id, token_sha256),
    constraint person_links_person_fkey foreign key (person_id) references people (id) on delete cascade
);
create index person_links_by_token on person_links (token_sha256);
create index person_links_ended on person_links (ends_at);

-- Members of workspaces --------------------------------------------------------------------------------------------------------

create table members (
    workspace_id text collate "C" not null,
    id           text collate "C" not null,
    person_id    text collate "C" not null,
    role         text        not null
        constraint members_role check (role in ('owner', 'admin', 'member', 'read_only')),
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    constraint members_person_key unique (workspace_id, person_id),
    constraint members_person_fkey foreign key (person_id) references people (id),
    primary key (workspace_id, id)
);
create index members_of_person on members (person_id);

create table invitations (
    workspace_id text collate "C" not null,
    id           text collate "C" not null,
    email        text        not null, -- in lower case
    role         text        not null
        constraint invitations_role check (role in ('owner', 'admin', 'member', 'read_only')),
    invited_by   text        not null, -- the person, for those who read the invitation
    status       text        not null
        constraint invitations_status check (status in ('pending', 'accepted', 'canceled')),
    token_sha256 text, -- of the link in the mail that was sent last; null before
    ends_at      timestamptz not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    primary key (workspace_id, id)
);
create unique index invitations_one_pending on invitations (workspace_id, email) where status = 'pending';
create index invitations_by_token on invitations (token_sha256) where token_sha256 is not null;

alter table workspaces add column deletion_due_at timestamptz;
