-- Format 2: runs that pause by themselves, failures by host, and answers that are kept when everything is fetched anew.

-- What the run was asked to fetch (RunRequest), and why it paused by itself (PauseReason); JSON. A run that paused is
-- 'stopped', which is what an older program would make of it.
ALTER TABLE run ADD COLUMN request TEXT;
ALTER TABLE run ADD COLUMN pause TEXT;

-- Of failures only, from the address.
ALTER TABLE request ADD COLUMN host TEXT;
-- All that the groups of failures are made of, so that they are counted without looking at the requests themselves.
DROP INDEX request_category;
CREATE INDEX request_category ON request (category, status, host, id, started_at_ms) WHERE ok = 0;

-- Good answers of the plan before, by address: while everything is fetched anew they stand in for what would be sent.
CREATE TABLE kept (
    id            INTEGER PRIMARY KEY,
    address       TEXT    NOT NULL UNIQUE,
    status        INTEGER,
    attempts      INTEGER NOT NULL,
    started_at_ms INTEGER NOT NULL,
    duration_us   INTEGER NOT NULL,
    dict_id       INTEGER,
    size          INTEGER NOT NULL,
    data          BLOB    NOT NULL
) STRICT;
