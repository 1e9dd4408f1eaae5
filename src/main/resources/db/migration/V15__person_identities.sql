-- The accounts at an OpenID provider by which people sign in. A provider knows an account by its subject; the address is what it
-- had when it was linked. Of one issuer a person has one.
create table person_identities (
    person_id text collate "C" not null,
    issuer    text        not null,
    id        text collate "C" not null,
    subject   text        not null,
    email     text,
    linked_at timestamptz not null,
    primary key (person_id, issuer),
    constraint person_identities_subject_key unique (issuer, subject),
    constraint person_identities_person_fkey foreign key (person_id) references people (id) on delete cascade
);

-- Whether somebody is invited whom the provider has named.
create index invitations_by_email on invitations (email) where status = 'pending';
