-- The office's own papers of a call, what came in on paper, and what the public is told that had no call or went out of order.
CREATE TABLE letterhead (
  agency TEXT PRIMARY KEY REFERENCES agency (id),
  name_fa TEXT NOT NULL,
  name_en TEXT NOT NULL,
  address_fa TEXT NOT NULL,
  address_en TEXT NOT NULL,
  signatory_fa TEXT NOT NULL,                -- name and post under a letter
  signatory_en TEXT NOT NULL
);
CREATE TABLE letter (
  id TEXT PRIMARY KEY,
  call TEXT NOT NULL REFERENCES call (id),
  act TEXT NOT NULL,
  number TEXT NOT NULL,
  dated_at BIGINT NOT NULL,                  -- the first instant of its day in Tehran
  addressee TEXT NOT NULL,
  subject TEXT NOT NULL,
  published boolean NOT NULL,                -- else the call's staff only
  recorded_by TEXT NOT NULL REFERENCES person (id),
  recorded_at BIGINT NOT NULL
);
CREATE INDEX letter_call ON letter (call, dated_at);
CREATE TABLE letter_file (
  letter TEXT NOT NULL REFERENCES letter (id),
  position BIGINT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size_bytes BIGINT NOT NULL,
  hash TEXT NOT NULL,                        -- SHA-256 of the content
  scan boolean NOT NULL,                     -- the signed letter itself; else an attachment
  content BYTEA NOT NULL,
  PRIMARY KEY (letter, position)
);
-- A contribution that a clerk wrote down: who recorded it is not who said it.
CREATE TABLE intake (
  contribution TEXT PRIMARY KEY REFERENCES contribution (id),
  channel TEXT NOT NULL CHECK (channel IN ('letter', 'paper', 'phone', 'meeting')),
  received_on BIGINT NOT NULL,               -- the day it reached the agency
  reference TEXT NOT NULL,                   -- the letter's number, the meeting, …
  recorded_by TEXT NOT NULL REFERENCES person (id),
  recorded_at BIGINT NOT NULL,
  scan_name TEXT NOT NULL,
  scan_type TEXT NOT NULL,                   -- '' : no scan
  scan_hash TEXT NOT NULL,
  scan BYTEA
);
-- Where a call stands besides here: the national system, the agency's portal.
CREATE TABLE call_address (
  call TEXT NOT NULL REFERENCES call (id),
  place TEXT NOT NULL CHECK (place IN ('national', 'portal')),
  url TEXT NOT NULL,
  placed_at BIGINT NOT NULL,
  recorded_by TEXT NOT NULL REFERENCES person (id),
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (call, place)
);
-- A draft that was held back or not consulted on: who decided, and why. Public, and never taken out.
CREATE TABLE withheld_draft (
  id TEXT PRIMARY KEY,
  agency TEXT NOT NULL REFERENCES agency (id),
  kind TEXT NOT NULL CHECK (kind IN ('withheld', 'not_consulted')),
  document_type TEXT NOT NULL,
  title_fa TEXT NOT NULL,
  title_en TEXT NOT NULL,
  reason_fa TEXT NOT NULL,
  reason_en TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  decided_by TEXT NOT NULL,                  -- name and post
  decided_at BIGINT NOT NULL,
  recorded_by TEXT NOT NULL REFERENCES person (id),
  recorded_at BIGINT NOT NULL
);
CREATE INDEX withheld_draft_agency ON withheld_draft (agency, decided_at);
-- What happened before its turn, such as a text signed before its report.
CREATE TABLE irregular_act (
  id TEXT PRIMARY KEY,
  call TEXT NOT NULL REFERENCES call (id),
  kind TEXT NOT NULL CHECK (kind IN ('approved_early', 'issued_early', 'sent_early')),
  happened_at BIGINT NOT NULL,
  authority TEXT NOT NULL,
  number TEXT NOT NULL,
  reason_fa TEXT NOT NULL,
  reason_second TEXT NOT NULL,
  state TEXT NOT NULL,                       -- of the call when it happened to be recorded
  recorded_by TEXT NOT NULL REFERENCES person (id),
  recorded_at BIGINT NOT NULL
);
CREATE INDEX irregular_act_call ON irregular_act (call, happened_at);
-- What an agency means to consult on.
CREATE TABLE planned_call (
  id TEXT PRIMARY KEY,
  agency TEXT NOT NULL REFERENCES agency (id),
  title_fa TEXT NOT NULL,
  title_en TEXT NOT NULL,
  document_type TEXT NOT NULL,
  topic TEXT NOT NULL,
  from_at BIGINT NOT NULL,                   -- expected opening: first and last day of the span
  until_at BIGINT NOT NULL,
  recorded_by TEXT NOT NULL REFERENCES person (id),
  recorded_at BIGINT NOT NULL,
  dropped_at BIGINT,
  drop_reason TEXT NOT NULL
);
CREATE INDEX planned_call_from ON planned_call (from_at);
