-- The answer to a complaint has a clock as the other duties have.
CREATE TABLE duty_clock_of_all (
  id TEXT PRIMARY KEY,
  agency TEXT REFERENCES agency (id),        -- NULL: holds for the whole installation
  duty TEXT NOT NULL CHECK (duty IN ('report', 'feedback', 'evaluation', 'complaint')),
  days BIGINT NOT NULL CHECK (days >= 1),
  unit TEXT NOT NULL CHECK (unit IN ('days', 'working_days')),
  move_off_holidays boolean NOT NULL,
  source TEXT NOT NULL CHECK (source <> '')
);
INSERT INTO duty_clock_of_all SELECT id, agency, duty, days, unit, move_off_holidays, source FROM duty_clock;
DROP TABLE duty_clock;
ALTER TABLE duty_clock_of_all RENAME TO duty_clock;
CREATE UNIQUE INDEX duty_clock_one ON duty_clock (COALESCE(agency, ''), duty);
-- The address at which the reader of a message stops such letters at once; '' where there is nothing to stop.
ALTER TABLE outbox_message ADD COLUMN stop TEXT NOT NULL DEFAULT '';
