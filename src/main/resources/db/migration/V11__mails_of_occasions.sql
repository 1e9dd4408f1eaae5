-- What has happened to the object of a mail, of which one mail tells; null when the object is only shown.
alter table mails add column occasion_id text collate "C";
alter table mails add constraint mails_occasion_key unique (workspace_id, mode, object_id, occasion_id);
