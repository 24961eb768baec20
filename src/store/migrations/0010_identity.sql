-- People, agencies, roles, sessions; and messages owed to people.
CREATE TABLE person (
  id TEXT PRIMARY KEY,
  email TEXT UNIQUE,                 -- lower case; NULL once erased
  name TEXT NOT NULL,
  staff boolean NOT NULL,
  language TEXT NOT NULL,
  password TEXT,                     -- Argon2id; staff only
  created_at BIGINT NOT NULL,
  erased_at BIGINT
);
CREATE TABLE agency (
  id TEXT PRIMARY KEY,
  parent TEXT REFERENCES agency (id),
  path TEXT NOT NULL,                -- '/root/…/id/'
  kind TEXT NOT NULL CHECK (kind IN ('ministry', 'affiliated', 'unit')),
  slug TEXT NOT NULL UNIQUE,
  name_fa TEXT NOT NULL,
  name_en TEXT NOT NULL,
  contact TEXT NOT NULL,
  home_url TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE TABLE role_grant (
  person TEXT NOT NULL REFERENCES person (id),
  agency TEXT NOT NULL REFERENCES agency (id),
  role TEXT NOT NULL,
  granted_at BIGINT NOT NULL,
  PRIMARY KEY (person, agency, role)
);
CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,           -- what the person sees in the list
  person TEXT NOT NULL REFERENCES person (id),
  user_agent TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,        -- the end however active
  idle_ms BIGINT NOT NULL,           -- the end when not seen for this long
  ended_at BIGINT
);
CREATE INDEX session_person ON session (person);
-- One-time secrets: sign-in codes, invitations, password resets, the set-up link. Only hashes are kept.
CREATE TABLE one_time (
  secret_hash TEXT PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('code', 'invitation', 'reset', 'setup')),
  email TEXT NOT NULL,
  agency TEXT,
  role TEXT,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX one_time_email ON one_time (purpose, email);
CREATE INDEX one_time_expiry ON one_time (expires_at);
CREATE TABLE attempt (
  key_hash TEXT PRIMARY KEY,
  since BIGINT NOT NULL,             -- the window begins with its first attempt
  made BIGINT NOT NULL
);
CREATE INDEX attempt_since ON attempt (since);
CREATE TABLE outbox_message (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  channel TEXT NOT NULL,
  address TEXT NOT NULL,
  language TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  owed_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,            -- when it is tried next; once it was delivered or given up: when that was
  tries BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'given_up')),
  last_error TEXT NOT NULL,
  delivered_at BIGINT
);
CREATE INDEX outbox_due ON outbox_message (channel, state, due_at);
CREATE INDEX outbox_erasable ON outbox_message (due_at) WHERE address <> '' AND state <> 'waiting';
CREATE INDEX outbox_address ON outbox_message (address);
