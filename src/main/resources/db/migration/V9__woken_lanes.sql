-- Whether somebody has asked for a lane to go on at once while a node held it: the pause that the node had in mind is over then.
alter table webhook_lanes add column woken boolean not null default false;
