-- What one person decided about many comments at once, so that exactly that can be undone; once undone it stays as it was.
CREATE TABLE batch (
  id TEXT PRIMARY KEY,
  act TEXT NOT NULL CHECK (act IN ('published', 'hidden', 'disposed')),
  call TEXT REFERENCES call (id),            -- of a disposition; a moderator's batch may go over several
  actor TEXT NOT NULL,
  at BIGINT NOT NULL,
  bank_reason TEXT NOT NULL,                 -- the reason of the bank that it counted as used; '' none
  undone_at BIGINT
);
CREATE INDEX batch_actor ON batch (actor, at);
CREATE TABLE batch_item (
  batch TEXT NOT NULL REFERENCES batch (id),
  contribution TEXT NOT NULL REFERENCES contribution (id),
  former_state TEXT NOT NULL,                -- moderation: of the comment; '' for a disposition
  moderation TEXT NOT NULL,                  -- moderation: the verdict that was written; '' for a disposition
  undone BOOLEAN NOT NULL,
  PRIMARY KEY (batch, contribution)
);
-- What stood before and was replaced or taken away.
CREATE TABLE batch_disposition (
  batch TEXT NOT NULL REFERENCES batch (id),
  contribution TEXT NOT NULL REFERENCES contribution (id),
  code TEXT NOT NULL,
  part TEXT NOT NULL,
  reason TEXT NOT NULL,
  citation TEXT NOT NULL,
  place TEXT NOT NULL,
  officer TEXT NOT NULL REFERENCES person (id),
  unit TEXT NOT NULL REFERENCES agency (id),
  at BIGINT NOT NULL,
  minutes TEXT REFERENCES minutes (id),
  PRIMARY KEY (batch, contribution)
);
CREATE TABLE batch_review (
  batch TEXT NOT NULL REFERENCES batch (id),
  contribution TEXT NOT NULL REFERENCES contribution (id),
  verdict TEXT NOT NULL,
  note TEXT NOT NULL,
  reviewer TEXT NOT NULL REFERENCES person (id),
  at BIGINT NOT NULL,
  PRIMARY KEY (batch, contribution)
);
CREATE TABLE batch_abuse_report (
  batch TEXT NOT NULL REFERENCES batch (id),
  contribution TEXT NOT NULL REFERENCES contribution (id),
  reporter TEXT NOT NULL,
  reason TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (batch, contribution, reporter)
);
