-- The replies of a comment are looked up beside each comment that a page shows.
CREATE INDEX contribution_parent ON contribution (parent);
