-- Tables of one update, gone with the connection.
CREATE OR REPLACE TEMP TABLE pending_reports (report VARCHAR, revision INTEGER);
CREATE OR REPLACE TEMP TABLE arriving AS SELECT * FROM claim_features LIMIT 0;
CREATE OR REPLACE TEMP TABLE arriving_words AS SELECT * FROM report_words LIMIT 0;
CREATE OR REPLACE TEMP TABLE levels (aspect VARCHAR, level VARCHAR, bits DOUBLE, words VARCHAR);
CREATE OR REPLACE TEMP TABLE kin (one VARCHAR, other VARCHAR, level VARCHAR);
CREATE OR REPLACE TEMP TABLE regrouped (claim_id VARCHAR);
