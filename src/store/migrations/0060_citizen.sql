-- What brings people back to a call: letters they can stop, the text in force beside the draft, dated promises, complaints.
-- A reader's choice of letters about one call, found by the token that each of those letters carries. reader: a person, or the
-- contribution for which a guest left an address.
CREATE TABLE mail_choice (
  call TEXT NOT NULL REFERENCES call (id),
  reader TEXT NOT NULL,
  token TEXT NOT NULL UNIQUE,
  stopped TEXT NOT NULL CHECK (stopped IN ('', 'course', 'all')),  -- course: of the call; all: also of one's own contributions
  at BIGINT NOT NULL,
  PRIMARY KEY (call, reader)
);
-- The text in force that a draft amends, with the anchors of the provisions it corresponds to.
CREATE TABLE current_text (
  draft TEXT PRIMARY KEY REFERENCES draft (id),
  title TEXT NOT NULL,
  source_name TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE TABLE current_provision (
  draft TEXT NOT NULL REFERENCES current_text (draft),
  position BIGINT NOT NULL,
  depth BIGINT NOT NULL,
  anchor TEXT NOT NULL,
  kind TEXT NOT NULL,
  number TEXT,
  label TEXT NOT NULL,
  heading TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (draft, position)
);
-- What an agency said it would do, and by when.
CREATE TABLE promise (
  id TEXT PRIMARY KEY,
  call TEXT NOT NULL REFERENCES call (id),
  contribution TEXT REFERENCES contribution (id),  -- whose disposition it comes with; NULL: with the decision on the whole
  text TEXT NOT NULL,
  text_second TEXT NOT NULL,
  due_at BIGINT NOT NULL,                    -- 24:00 Tehran of the promised day
  made_by TEXT NOT NULL REFERENCES person (id),
  made_at BIGINT NOT NULL,
  outcome TEXT CHECK (outcome IN ('kept', 'apologised')),
  outcome_text TEXT NOT NULL,
  outcome_second TEXT NOT NULL,
  outcome_link TEXT NOT NULL,
  settled_by TEXT REFERENCES person (id),
  settled_at BIGINT
);
CREATE INDEX promise_call ON promise (call, due_at);
-- A complaint by somebody who took part: about the answer to the contribution, or about how the call was run. Its text is not
-- public, the number of complaints is.
CREATE TABLE complaint (
  id TEXT PRIMARY KEY,
  call TEXT NOT NULL REFERENCES call (id),
  contribution TEXT NOT NULL REFERENCES contribution (id),  -- of who complains
  about TEXT NOT NULL CHECK (about IN ('disposition', 'process')),
  text TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  verdict TEXT CHECK (verdict IN ('upheld', 'refused')),
  answer TEXT NOT NULL,
  answered_by TEXT REFERENCES person (id),
  answered_at BIGINT,
  UNIQUE (contribution, about)
);
CREATE INDEX complaint_call ON complaint (call, due_at);
