-- A strategy that waits for its second person; one for each agency.
CREATE TABLE strategy_proposal (
  agency TEXT PRIMARY KEY REFERENCES agency (id),
  title_fa TEXT NOT NULL,
  title_en TEXT NOT NULL,
  text_fa TEXT NOT NULL,
  text_en TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  signed_by TEXT NOT NULL,
  signed_at BIGINT NOT NULL,
  number TEXT NOT NULL,
  hash TEXT NOT NULL,
  proposed_by TEXT NOT NULL REFERENCES person (id),
  proposed_at BIGINT NOT NULL
);
ALTER TABLE strategy ADD COLUMN proposed_by TEXT REFERENCES person (id);  -- NULL: of before two persons were asked for
