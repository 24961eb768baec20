-- The Word document that an agency gives as the paper of its reports, for each language of a report.
CREATE TABLE report_template (
  agency TEXT NOT NULL REFERENCES agency (id),
  language TEXT NOT NULL,
  name TEXT NOT NULL,                        -- of the file
  hash TEXT NOT NULL,                        -- SHA-256 of the content
  content BYTEA NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (agency, language)
);
