-- The portal's own name and the emblems of it and of its agencies.
CREATE TABLE portal (
  one BIGINT PRIMARY KEY CHECK (one = 1),
  name_fa TEXT NOT NULL,             -- '' : the program's own words
  name_en TEXT NOT NULL
);
INSERT INTO portal (one, name_fa, name_en) VALUES (1, '', '');
CREATE TABLE emblem (
  owner TEXT PRIMARY KEY,            -- an agency; '' : the portal
  hash TEXT NOT NULL,                -- SHA-256 of png, in hexadecimal
  png BYTEA NOT NULL,                -- for print
  small BYTEA NOT NULL               -- for pages, which are to be light
);
