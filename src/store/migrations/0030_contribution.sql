-- What people say of a call, how it was moderated, grouped and answered. Identity and opinion are kept apart: traits stand in
-- participant, under a keyed hash.
CREATE TABLE contribution (
  id TEXT PRIMARY KEY,
  call TEXT NOT NULL REFERENCES call (id),
  number BIGINT NOT NULL,                    -- public, within the call
  kind TEXT NOT NULL CHECK (kind IN ('comment', 'replacement', 'answer', 'reply')),
  draft TEXT REFERENCES draft (id),          -- NULL: about the whole call, or an answer to a question
  version TEXT REFERENCES draft_version (id),
  anchor TEXT NOT NULL,                      -- '' : the whole; 'm24-t2'; 'q1' for an answer
  parent TEXT REFERENCES contribution (id),
  quote TEXT NOT NULL,                       -- a passage, with what stands before and after it and where it begins (code points)
  quote_before TEXT NOT NULL,
  quote_after TEXT NOT NULL,
  quote_at BIGINT,
  body TEXT NOT NULL,
  replacement TEXT NOT NULL,
  stance TEXT CHECK (stance IN ('for', 'for_with_changes', 'against')),
  language TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'published', 'hidden', 'withdrawn')),
  official boolean NOT NULL,                 -- a reply by the agency
  author TEXT REFERENCES person (id),        -- NULL: a guest, or erased
  voice TEXT NOT NULL,                       -- keyed hash of (call, person), or of a guest's contribution: who is counted once. Stays when the account is erased
  member boolean NOT NULL,                   -- written with an account, which may be erased since
  display_name TEXT NOT NULL,                -- as the person chose; '' = «شهروند»
  organisation TEXT NOT NULL,
  code_hash TEXT NOT NULL UNIQUE,            -- keyed hash of the tracking code
  channel TEXT NOT NULL,
  consent_version TEXT NOT NULL,
  once TEXT NOT NULL UNIQUE,                 -- the form's own key: sent twice, taken once
  risk BIGINT NOT NULL,                      -- orders the moderators' queue; never shown, never affects weight
  flags TEXT NOT NULL,                       -- what the machine noticed, comma separated
  received_at BIGINT NOT NULL,
  published_at BIGINT,
  edited_at BIGINT,
  UNIQUE (call, number)
);
CREATE INDEX contribution_place ON contribution (call, anchor, state, number);
CREATE INDEX contribution_author ON contribution (author);
CREATE INDEX contribution_waiting ON contribution (state, call, risk);
CREATE TABLE contribution_edit (
  contribution TEXT NOT NULL REFERENCES contribution (id),
  number BIGINT NOT NULL,
  body TEXT NOT NULL,
  replacement TEXT NOT NULL,
  replaced_at BIGINT NOT NULL,
  blanked TEXT NOT NULL,                     -- why a moderator took its words out of the public history; '' : they stand
  PRIMARY KEY (contribution, number)
);
-- Where a guest wants the answer sent. Erased 30 days after it was sent or its call was withdrawn, with the contribution, or on request.
CREATE TABLE contribution_contact (
  contribution TEXT PRIMARY KEY REFERENCES contribution (id),
  email TEXT NOT NULL
);
-- Traits of one participant in one call. key = keyed hash of the voice: no join to a contribution is possible without the
-- installation's secret. Nor by the order of writing: SQLite keeps the rows in the order of their keys; on PostgreSQL, whose heap
-- keeps the order in which rows came, each writing moves many rows in the order of their keys (contribution_traits.cpp).
-- sqlite:
CREATE TABLE participant (
  call TEXT NOT NULL REFERENCES call (id),
  key TEXT NOT NULL,
  birth_year BIGINT,
  gender TEXT CHECK (gender IN ('female', 'male')),
  province TEXT,
  county TEXT,
  type TEXT CHECK (type IN ('individual', 'ngo', 'company', 'university', 'public_body')),
  channel TEXT NOT NULL,
  PRIMARY KEY (call, key)
) WITHOUT ROWID;
-- postgres:
CREATE TABLE participant (
  call TEXT NOT NULL REFERENCES call (id),
  key TEXT NOT NULL,
  birth_year BIGINT,
  gender TEXT CHECK (gender IN ('female', 'male')),
  province TEXT,
  county TEXT,
  type TEXT CHECK (type IN ('individual', 'ngo', 'company', 'university', 'public_body')),
  channel TEXT NOT NULL,
  PRIMARY KEY (call, key)
);
CREATE TABLE support (
  contribution TEXT NOT NULL REFERENCES contribution (id),
  supporter TEXT NOT NULL,                   -- keyed hash of (contribution, e-mail address): once also for an account erased and made again
  at BIGINT NOT NULL,
  PRIMARY KEY (contribution, supporter)
);
CREATE TABLE abuse_report (
  contribution TEXT NOT NULL REFERENCES contribution (id),
  reporter TEXT NOT NULL,                    -- keyed hash
  reason TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (contribution, reporter)
);
CREATE TABLE moderation (
  id TEXT PRIMARY KEY,
  contribution TEXT NOT NULL REFERENCES contribution (id),
  verdict TEXT NOT NULL CHECK (verdict IN ('published', 'hidden', 'restored')),
  reason TEXT NOT NULL,                      -- from the published list; '' for published
  note TEXT NOT NULL,                        -- to the author
  by_person TEXT REFERENCES person (id),
  at BIGINT NOT NULL
);
CREATE INDEX moderation_contribution ON moderation (contribution, at);
CREATE TABLE appeal (
  id TEXT PRIMARY KEY,
  contribution TEXT NOT NULL REFERENCES contribution (id),
  moderation TEXT NOT NULL UNIQUE REFERENCES moderation (id),
  text TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  verdict TEXT CHECK (verdict IN ('upheld', 'refused')),  -- upheld: the contribution is shown again
  note TEXT NOT NULL,
  decided_by TEXT REFERENCES person (id),
  decided_at BIGINT
);
CREATE TABLE theme (
  id TEXT PRIMARY KEY,
  call TEXT NOT NULL REFERENCES call (id),
  position BIGINT NOT NULL,
  name_fa TEXT NOT NULL,
  name_en TEXT NOT NULL,
  summary_fa TEXT NOT NULL,
  summary_en TEXT NOT NULL,
  made_by TEXT REFERENCES person (id),
  at BIGINT NOT NULL
);
CREATE INDEX theme_call ON theme (call, position);
CREATE TABLE theme_member (
  theme TEXT NOT NULL REFERENCES theme (id),
  contribution TEXT NOT NULL REFERENCES contribution (id),
  assigned_by TEXT,                          -- a person; NULL: the system
  at BIGINT NOT NULL,
  PRIMARY KEY (theme, contribution)
);
CREATE INDEX theme_member_contribution ON theme_member (contribution);
CREATE TABLE assignment (
  contribution TEXT PRIMARY KEY REFERENCES contribution (id),
  unit TEXT NOT NULL REFERENCES agency (id),
  officer TEXT REFERENCES person (id),
  due_at BIGINT,
  at BIGINT NOT NULL
);
CREATE INDEX assignment_unit ON assignment (unit, due_at);
CREATE INDEX assignment_officer ON assignment (officer);
-- How a staff member likes to look at the contributions of a call.
CREATE TABLE saved_filter (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id),
  call TEXT NOT NULL REFERENCES call (id),
  name TEXT NOT NULL,
  query TEXT NOT NULL,                       -- of the address of the desk's list
  at BIGINT NOT NULL,
  UNIQUE (person, call, name)
);
CREATE TABLE internal_note (
  id TEXT PRIMARY KEY,
  contribution TEXT NOT NULL REFERENCES contribution (id),
  by_person TEXT NOT NULL REFERENCES person (id),
  text TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX internal_note_contribution ON internal_note (contribution, at);
CREATE TABLE disposition (
  contribution TEXT PRIMARY KEY REFERENCES contribution (id),
  code TEXT NOT NULL,
  part TEXT NOT NULL,                        -- accepted_in_part: which part
  reason TEXT NOT NULL,
  citation TEXT NOT NULL,
  place TEXT NOT NULL,                       -- anchor: where it stands already, or what it changed
  officer TEXT NOT NULL REFERENCES person (id),
  unit TEXT NOT NULL REFERENCES agency (id),
  at BIGINT NOT NULL
);
CREATE TABLE report (
  id TEXT PRIMARY KEY,
  call TEXT NOT NULL REFERENCES call (id),
  version BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'superseded')),
  data TEXT NOT NULL,                        -- the machine parts as canonical JSON, frozen when published
  data_hash TEXT NOT NULL,
  correction_reason TEXT NOT NULL,           -- version 2 and later
  created_at BIGINT NOT NULL,
  published_at BIGINT,
  UNIQUE (call, version)
);
CREATE TABLE report_part (
  report TEXT NOT NULL REFERENCES report (id),
  part TEXT NOT NULL,                        -- 'summary', 'method', 'limits', 'next_steps', …
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (report, part, language)
);
-- Why a provision of the final text differs from the draft: a contribution, or the agency's own initiative (contribution NULL).
CREATE TABLE change_source (
  id TEXT PRIMARY KEY,
  version TEXT NOT NULL REFERENCES draft_version (id),
  anchor TEXT NOT NULL,
  contribution TEXT REFERENCES contribution (id),
  note TEXT NOT NULL,
  UNIQUE (version, anchor, contribution)
);
CREATE TABLE approval_record (
  call TEXT PRIMARY KEY REFERENCES call (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('adopted', 'adopted_with_changes', 'sent_to_parliament', 'abandoned', 'deferred')),
  authority TEXT NOT NULL,
  session_number TEXT NOT NULL,
  session_at TEXT NOT NULL,                  -- date and time as written in the minutes
  session_place TEXT NOT NULL,
  members TEXT NOT NULL,                     -- a line per member: name, post, signed
  others_present TEXT NOT NULL,
  decisions TEXT NOT NULL,
  next_agenda TEXT NOT NULL,
  letter_number TEXT NOT NULL,
  letter_date TEXT NOT NULL,
  recorded_by TEXT NOT NULL REFERENCES person (id),
  recorded_at BIGINT NOT NULL
);
