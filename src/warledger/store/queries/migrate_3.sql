-- migrate_3
-- Since schema 3 a ledger says by which derived.sql its derived tables were made.
ALTER TABLE ledger ADD COLUMN derived VARCHAR;
