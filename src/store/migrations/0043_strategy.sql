-- An agency's own participation strategy, in versions: never changed, only followed by the next.
CREATE TABLE strategy (
  agency TEXT NOT NULL REFERENCES agency (id),
  version BIGINT NOT NULL,
  title_fa TEXT NOT NULL,
  title_en TEXT NOT NULL,
  text_fa TEXT NOT NULL,
  text_en TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  signed_by TEXT NOT NULL,                   -- name and post
  signed_at BIGINT NOT NULL,
  number TEXT NOT NULL,                      -- of the letter that issued it
  hash TEXT NOT NULL,                        -- SHA-256 of what was published
  published_by TEXT NOT NULL REFERENCES person (id),
  published_at BIGINT NOT NULL,
  PRIMARY KEY (agency, version)
);
