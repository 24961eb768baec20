-- Acts on the structure of a draft before it is consulted on, so that they can be undone.
CREATE TABLE draft_step (
  draft TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
  number BIGINT NOT NULL,
  act TEXT NOT NULL,
  hash TEXT NOT NULL,                        -- of the text after it: undone only from there
  before TEXT NOT NULL,                      -- the rows that it replaced, as JSON
  at BIGINT NOT NULL,
  PRIMARY KEY (draft, number)
);
