-- Long work that goes on beside the requests: who asked for it, how far it is, what came of it. A row is kept a day after its end.
CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  asker TEXT NOT NULL REFERENCES person (id),
  language TEXT NOT NULL,
  agency TEXT NOT NULL REFERENCES agency (id),  -- whose administrators may look at it too
  call TEXT NOT NULL,                           -- that it is about; '' none
  title TEXT NOT NULL,
  back TEXT NOT NULL,                           -- path of the page where it was asked for
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
  asked_at BIGINT NOT NULL,
  ended_at BIGINT,
  lease TEXT NOT NULL,                          -- of who works on it; '' nobody
  lease_until BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  applied BOOLEAN NOT NULL,                     -- what it changes is changed; set in the transaction of that change
  stage TEXT NOT NULL,                          -- job.stage.<stage> says what is being done
  done BIGINT NOT NULL,
  total BIGINT NOT NULL,                        -- 0 where the stage cannot be counted
  address TEXT NOT NULL,                        -- path of what came of it
  said TEXT NOT NULL,                           -- done.<said> says it there
  said_count BIGINT NOT NULL,
  error TEXT NOT NULL,                          -- why it failed, as JSON
  result_name TEXT NOT NULL,                    -- of a file that was made; '' none
  result_type TEXT NOT NULL,
  given TEXT NOT NULL,                          -- what its handler needs, as JSON
  file BYTEA,                                   -- what was sent with it; gone at its end
  result BYTEA                                  -- a file that was made, or what its page shows, as JSON
);
CREATE INDEX job_asker ON job (asker, asked_at);
CREATE INDEX job_state ON job (state, asked_at);
