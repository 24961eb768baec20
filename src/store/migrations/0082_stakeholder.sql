-- Who is invited to a call by name, so that those whom it concerns hear of it.
CREATE TABLE stakeholder (
  id TEXT PRIMARY KEY,
  call TEXT NOT NULL REFERENCES call (id),
  kind TEXT NOT NULL CHECK (kind IN ('academic', 'association', 'ngo', 'private_sector', 'expert', 'affected')),
  name_fa TEXT NOT NULL CHECK (name_fa <> ''),
  name_en TEXT NOT NULL,
  email TEXT,                        -- never public; NULL: invited by other ways, or erased
  added_by TEXT NOT NULL REFERENCES person (id),
  added_at BIGINT NOT NULL,
  invited_at BIGINT                  -- the letter was owed
);
CREATE UNIQUE INDEX stakeholder_name ON stakeholder (call, name_fa);
