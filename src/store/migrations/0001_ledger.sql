-- The log of acts, and what of it can be erased (src/ledger/ledger.h).
CREATE TABLE event (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  at BIGINT NOT NULL,
  commitment BYTEA NOT NULL,         -- of the content, salted; no personal text stands in this table
  seq BIGINT                         -- its number, without gaps; given after commit (number_events)
);
CREATE UNIQUE INDEX event_seq ON event (seq);
CREATE INDEX event_unnumbered ON event (id) WHERE seq IS NULL;
CREATE TABLE event_numbering (
  name TEXT PRIMARY KEY,
  last BIGINT NOT NULL
);
INSERT INTO event_numbering (name, last) VALUES ('event', 0);
CREATE INDEX event_subject ON event (subject, id);
CREATE TABLE event_actor (
  event TEXT PRIMARY KEY REFERENCES event (id),
  actor TEXT NOT NULL                -- '' is the installation's own clock
);
CREATE INDEX event_actor_actor ON event_actor (actor);
CREATE TABLE event_address (
  event TEXT PRIMARY KEY REFERENCES event (id),
  address TEXT NOT NULL              -- whom it concerns where that is an e-mail address and no person yet
);
CREATE INDEX event_address_address ON event_address (address);
CREATE TABLE event_content (
  event TEXT PRIMARY KEY REFERENCES event (id),
  salt BYTEA NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  reason TEXT NOT NULL
);
