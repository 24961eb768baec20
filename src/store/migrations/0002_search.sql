-- What can be found by its words (src/store/search.h). Words are folded and separated before they come here, so neither engine
-- has a say in what a word is.
-- sqlite:
CREATE TABLE search_entry (
  number INTEGER PRIMARY KEY,        -- grows with the identifier, so the newest can be read first
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  words TEXT NOT NULL,               -- what stands in search_words, which needs it to forget an entry
  UNIQUE (kind, id)
);
-- sqlite:
CREATE VIRTUAL TABLE search_words USING fts5 (words, content = '', detail = none, columnsize = 0, tokenize = "ascii tokenchars '._'");
-- postgres:
CREATE TABLE search_entry (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  words tsvector NOT NULL,
  PRIMARY KEY (kind, id)
);
-- postgres:
CREATE INDEX search_entry_words ON search_entry USING GIN (words);
