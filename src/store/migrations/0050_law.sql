-- The laws that answers cite, and reasons that are used again; kept by the body that answers.
CREATE TABLE law (
  id TEXT PRIMARY KEY,
  agency TEXT NOT NULL REFERENCES agency (id),
  name TEXT NOT NULL,
  article TEXT NOT NULL,                     -- '' where the whole law is cited
  adopted TEXT NOT NULL,                     -- its date as the body writes it: a day, or a year alone
  address TEXT NOT NULL,                     -- where it can be read; '' unknown
  retired BOOLEAN NOT NULL,
  made_by TEXT NOT NULL REFERENCES person (id),
  at BIGINT NOT NULL,
  UNIQUE (agency, name, article)
);
CREATE TABLE bank_reason (
  id TEXT PRIMARY KEY,
  agency TEXT NOT NULL REFERENCES agency (id),
  code TEXT NOT NULL,                        -- of the disposition that it gives the reason for
  text TEXT NOT NULL,
  law TEXT REFERENCES law (id),
  citation TEXT NOT NULL,                    -- in its own words, where no law of the bank is cited
  used BIGINT NOT NULL,                      -- answers given with it
  retired BOOLEAN NOT NULL,
  made_by TEXT NOT NULL REFERENCES person (id),
  at BIGINT NOT NULL
);
CREATE INDEX bank_reason_agency ON bank_reason (agency);
-- A body whose refusals need a second person before the report; a body without a row follows the one above it.
CREATE TABLE review_policy (
  agency TEXT PRIMARY KEY REFERENCES agency (id),
  needed BOOLEAN NOT NULL,
  unit TEXT REFERENCES agency (id),          -- whose leads review beside the approvers
  set_by TEXT NOT NULL REFERENCES person (id),
  at BIGINT NOT NULL
);
-- Of the decision that stands: a new decision takes its review away.
CREATE TABLE disposition_review (
  contribution TEXT PRIMARY KEY REFERENCES contribution (id),
  verdict TEXT NOT NULL CHECK (verdict IN ('approved', 'returned')),
  note TEXT NOT NULL,
  reviewer TEXT NOT NULL REFERENCES person (id),
  at BIGINT NOT NULL
);
-- Minutes of the committee that decided.
CREATE TABLE minutes (
  id TEXT PRIMARY KEY,
  call TEXT NOT NULL REFERENCES call (id),
  number TEXT NOT NULL,
  held_at BIGINT NOT NULL,                   -- the first instant of its day in Tehran
  members TEXT NOT NULL,                     -- a line per member: name, post
  recorded_by TEXT NOT NULL REFERENCES person (id),
  at BIGINT NOT NULL,
  UNIQUE (call, number)
);
ALTER TABLE disposition ADD COLUMN minutes TEXT REFERENCES minutes (id);
