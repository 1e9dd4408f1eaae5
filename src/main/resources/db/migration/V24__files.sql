-- Pictures that merchants upload, such as a logo. Whoever knows the name of one sees it: the name is random, and long enough that
-- nobody guesses it.
create table files (
    workspace_id text collate "C" not null,
    mode         text        not null constraint files_mode check (mode in ('test', 'live')),
    name         text collate "C" not null,
    content_type text        not null constraint files_content_type check (content_type in ('image/jpeg', 'image/png')),
    width        integer     not null, -- in pixels
    height       integer     not null,
    content      bytea       not null,
    created_at   timestamptz not null,
    primary key (workspace_id, mode, name)
);
-- The formats are compressed already.
alter table files alter column content set storage external;
-- Who asks for a picture has only its name.
create unique index files_name_key on files (name);

-- The uploaded picture that the logo was made of; null for a logo that was given with the settings.
alter table billing_settings add column logo_file text collate "C";
