-- Guidance for the staff: what an administrator wrote in place of the built-in templates, and who wants the list of steps.
-- agency: '' for the whole installation. A part that has no row is the nearest agency's above, else the built-in one.
CREATE TABLE call_template (
  agency TEXT NOT NULL,
  document_type TEXT NOT NULL,
  part TEXT NOT NULL,
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  changed_by TEXT NOT NULL REFERENCES person (id),
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (agency, document_type, part, language)
);
CREATE TABLE tour_choice (
  person TEXT PRIMARY KEY REFERENCES person (id),
  shown BOOLEAN NOT NULL,
  at BIGINT NOT NULL
);
