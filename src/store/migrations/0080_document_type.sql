-- The kinds of documents that are opened for comment: what an office adds stands beside what the law names.
CREATE TABLE document_type (
  code TEXT PRIMARY KEY,             -- in addresses, exports and policies; never changes
  position BIGINT NOT NULL UNIQUE,
  name_fa TEXT NOT NULL CHECK (name_fa <> ''),
  name_en TEXT NOT NULL CHECK (name_en <> ''),
  retired boolean NOT NULL           -- no new call is of it
);
INSERT INTO document_type (code, position, name_fa, name_en, retired) VALUES
  ('bylaw', 1, 'آیین‌نامه', 'By-law', false),
  ('bill', 2, 'لایحه', 'Bill', false),
  ('guideline', 3, 'دستورالعمل', 'Instruction', false),
  ('circular', 4, 'بخشنامه', 'Circular', false),
  ('board_decision', 5, 'مصوبهٔ هیئت امنا', 'Board-of-trustees decision', false);
