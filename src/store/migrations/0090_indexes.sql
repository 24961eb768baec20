-- Indexes hold what is asked for and no more: each comment then writes fewer pages. A list's total is counted in an index alone.
DROP INDEX contribution_place;
CREATE INDEX contribution_place ON contribution (call, anchor, state, number, parent, published_at);
DROP INDEX contribution_waiting;
CREATE INDEX contribution_waiting ON contribution (call, risk) WHERE state = 'waiting';
DROP INDEX contribution_author;
CREATE INDEX contribution_author ON contribution (author) WHERE author IS NOT NULL;
DROP INDEX contribution_parent;
CREATE INDEX contribution_parent ON contribution (parent) WHERE parent IS NOT NULL;
DROP INDEX event_seq;
CREATE UNIQUE INDEX event_seq ON event (seq) WHERE seq IS NOT NULL;
DROP INDEX event_actor_actor;
CREATE INDEX event_actor_actor ON event_actor (actor) WHERE actor <> '';
