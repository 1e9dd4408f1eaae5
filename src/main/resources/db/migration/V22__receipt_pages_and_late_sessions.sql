-- The random part of the address of a receipt's page. Receipts of before get theirs when somebody asks for it.
alter table receipts add column token text;
create index receipts_by_token on receipts (token) where token is not null;

-- Whether the money of a session came after its end, as its payment says.
alter table checkout_sessions add column late boolean not null default false;
update checkout_sessions s set late = true
  from payments p
 where p.workspace_id = s.workspace_id and p.mode = s.mode and p.id = s.payment_id and p.late and s.status = 'complete';
