-- The address of a proof of a transfer that the buyer keeps elsewhere. It is shown to the merchant, and never fetched.
alter table checkout_sessions add column proof_url text;
