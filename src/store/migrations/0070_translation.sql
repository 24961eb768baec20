-- What a provision of a Persian draft says in the call's second language, for information. It stands for the text that it was made
-- from: where the provision reads otherwise by now, nobody is shown it.
CREATE TABLE provision_translation (
  draft TEXT NOT NULL REFERENCES draft (id),
  anchor TEXT NOT NULL,
  source_hash TEXT NOT NULL,                 -- SHA-256 of label, heading and text of the provision
  text TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (draft, anchor)
);
