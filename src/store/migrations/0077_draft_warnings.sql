-- What reading the file of a draft left out or took for something, as its sentences in JSON; '' where nothing was.
ALTER TABLE draft_version ADD COLUMN warnings TEXT NOT NULL DEFAULT '';
