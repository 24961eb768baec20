-- Calls, their texts in two languages, their drafts and provisions, and the acts that need two persons.
CREATE TABLE period_policy (
  id TEXT PRIMARY KEY,
  agency TEXT REFERENCES agency (id),        -- NULL: holds for the whole installation
  document_type TEXT NOT NULL,               -- '' : every type
  days BIGINT NOT NULL CHECK (days >= 1),
  unit TEXT NOT NULL CHECK (unit IN ('days', 'working_days', 'month')),
  counted_back_from TEXT NOT NULL CHECK (counted_back_from IN ('approval', 'issue', 'parliament')),
  source TEXT NOT NULL CHECK (source <> ''), -- the legal source, as entered
  move_off_holidays boolean NOT NULL,
  notice_days BIGINT NOT NULL                -- whole days between the announcement and the opening
);
CREATE UNIQUE INDEX period_policy_one ON period_policy (COALESCE(agency, ''), document_type);
CREATE TABLE call (
  id TEXT PRIMARY KEY,
  number BIGINT NOT NULL UNIQUE,             -- /calls/12
  agency TEXT NOT NULL REFERENCES agency (id),
  lead_unit TEXT NOT NULL REFERENCES agency (id),
  preparing_unit TEXT NOT NULL REFERENCES agency (id),
  document_type TEXT NOT NULL,
  state TEXT NOT NULL,
  second_language TEXT NOT NULL,
  created_by TEXT NOT NULL REFERENCES person (id),
  created_at BIGINT NOT NULL,
  opens_at BIGINT,                           -- 00:00 Tehran of the opening day, or the moment it was opened
  closes_at BIGINT,                          -- 24:00 Tehran of the closing day; only ever moved later
  minimum_days BIGINT NOT NULL,              -- the policy as it stood when the call was made ready
  period_unit TEXT NOT NULL,
  counted_back_from TEXT NOT NULL,
  policy_source TEXT NOT NULL,
  move_off_holidays boolean NOT NULL,
  notice_days BIGINT NOT NULL,
  shorter_reason TEXT NOT NULL,              -- '' : not shorter than the policy
  shorter_approved_by TEXT,
  remaining_ms BIGINT,                       -- while suspended: what is left of the period
  state_since BIGINT NOT NULL,
  guests boolean NOT NULL,
  replies boolean NOT NULL,
  stances_while_open boolean NOT NULL,
  moderation TEXT NOT NULL CHECK (moderation IN ('before', 'after')),
  moderation_hours BIGINT NOT NULL,          -- the public clock: a contribution is decided upon within this
  topic TEXT NOT NULL,
  place TEXT NOT NULL,                       -- '' national, else a province code
  asks_birth_year boolean NOT NULL,
  asks_gender boolean NOT NULL,
  asks_place boolean NOT NULL,
  asks_type boolean NOT NULL,
  next_contribution BIGINT NOT NULL,
  demo boolean NOT NULL
);
CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);
INSERT INTO counter (name, value) VALUES ('call', 0);
CREATE TABLE call_text (
  call TEXT NOT NULL REFERENCES call (id),
  language TEXT NOT NULL,
  part TEXT NOT NULL,                        -- 'title', 'why', 'may_change', …
  text TEXT NOT NULL,
  stale boolean NOT NULL,                    -- the other language was edited later
  PRIMARY KEY (call, language, part)
);
CREATE TABLE question (
  id TEXT PRIMARY KEY,
  call TEXT NOT NULL REFERENCES call (id),
  position BIGINT NOT NULL,
  anchor TEXT NOT NULL,                      -- 'q1'
  UNIQUE (call, anchor)
);
CREATE TABLE question_text (
  question TEXT NOT NULL REFERENCES question (id),
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (question, language)
);
CREATE TABLE draft (
  id TEXT PRIMARY KEY,
  call TEXT NOT NULL REFERENCES call (id),
  position BIGINT NOT NULL,                  -- several drafts in one call
  language TEXT NOT NULL
);
CREATE INDEX draft_call ON draft (call, position);
CREATE TABLE draft_version (
  id TEXT PRIMARY KEY,
  draft TEXT NOT NULL REFERENCES draft (id),
  number BIGINT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('draft', 'final')),
  title TEXT NOT NULL,
  hash TEXT NOT NULL,                        -- of its canonical JSON
  source_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (draft, number)
);
CREATE TABLE provision (
  draft_version TEXT NOT NULL REFERENCES draft_version (id),
  position BIGINT NOT NULL,
  depth BIGINT NOT NULL,
  anchor TEXT NOT NULL,
  kind TEXT NOT NULL,
  number TEXT,
  label TEXT NOT NULL,
  heading TEXT NOT NULL,
  text TEXT NOT NULL,
  unrecognised boolean NOT NULL,
  PRIMARY KEY (draft_version, position),
  UNIQUE (draft_version, anchor)
);
-- An act that needs a second person: proposed by one, decided by another.
CREATE TABLE approval (
  id TEXT PRIMARY KEY,
  call TEXT NOT NULL REFERENCES call (id),
  act TEXT NOT NULL CHECK (act IN ('opening', 'extension', 'suspension', 'resumption', 'withdrawal', 'report')),
  reason TEXT NOT NULL,
  reason_second TEXT NOT NULL,               -- in the call's second language
  until BIGINT,                              -- extension: the new closing instant
  subject TEXT NOT NULL,                     -- report: its identifier
  proposed_by TEXT NOT NULL REFERENCES person (id),
  proposed_at BIGINT NOT NULL,
  verdict TEXT CHECK (verdict IN ('approved', 'returned', 'taken_back')),
  decided_by TEXT REFERENCES person (id),
  decided_at BIGINT,
  note TEXT NOT NULL,
  CHECK (decided_by IS NULL OR decided_by <> proposed_by)
);
CREATE INDEX approval_call ON approval (call, proposed_at);
CREATE UNIQUE INDEX approval_one_waiting ON approval (call) WHERE verdict IS NULL;
-- What the public is told of a call's course: opened, extended, suspended, a new version, closed, reported.
CREATE TABLE notice (
  id TEXT PRIMARY KEY,
  call TEXT NOT NULL REFERENCES call (id),
  kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  reason_second TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX notice_call ON notice (call, at);
CREATE TABLE follow (
  call TEXT NOT NULL REFERENCES call (id),
  person TEXT NOT NULL REFERENCES person (id),
  at BIGINT NOT NULL,
  PRIMARY KEY (call, person)
);
