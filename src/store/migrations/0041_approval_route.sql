-- Who approves an act of an agency, in which order; and who stands in for whom, from when until when.
CREATE TABLE approval_route (
  id TEXT PRIMARY KEY,
  agency TEXT NOT NULL REFERENCES agency (id),
  act TEXT NOT NULL                          -- '' : every act without a route of its own
);
CREATE UNIQUE INDEX approval_route_one ON approval_route (agency, act);
CREATE TABLE approval_route_step (
  route TEXT NOT NULL REFERENCES approval_route (id),
  position BIGINT NOT NULL,
  title_fa TEXT NOT NULL,                    -- 'مدیرکل حقوقی'
  title_en TEXT NOT NULL,
  role TEXT NOT NULL,                        -- '' : the person named
  unit TEXT REFERENCES agency (id),          -- the role must stand on it or above
  person TEXT REFERENCES person (id),
  PRIMARY KEY (route, position),
  CHECK ((role = '' AND person IS NOT NULL) OR (role <> '' AND unit IS NOT NULL AND person IS NULL))
);
-- The steps of one proposal, as the route stood when it was made: a later change of the route does not move what is on its way.
CREATE TABLE approval_step (
  approval TEXT NOT NULL REFERENCES approval (id),
  position BIGINT NOT NULL,
  title_fa TEXT NOT NULL,
  title_en TEXT NOT NULL,
  role TEXT NOT NULL,
  unit TEXT REFERENCES agency (id),
  person TEXT REFERENCES person (id),
  verdict TEXT CHECK (verdict IN ('approved', 'returned')),
  decided_by TEXT REFERENCES person (id),
  on_behalf_of TEXT REFERENCES person (id),  -- whose deputy decided; NULL: in the own name
  decided_at BIGINT,
  note TEXT NOT NULL,
  PRIMARY KEY (approval, position),
  UNIQUE (approval, decided_by)              -- several steps are several persons
);
CREATE TABLE deputy (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id),
  deputy TEXT NOT NULL REFERENCES person (id),
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  named_by TEXT NOT NULL REFERENCES person (id),
  named_at BIGINT NOT NULL,
  ended_at BIGINT,
  CHECK (person <> deputy AND from_at < until_at)
);
CREATE INDEX deputy_of ON deputy (deputy, until_at);
