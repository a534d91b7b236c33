-- Format 4: answers in pages, and columns that are called, typed, ordered and left out as the user says.

-- `id` becomes template << 60 | position << 20 | page: the pages of an answer follow each other.
DROP INDEX request_failed;
DROP INDEX request_category;
CREATE TABLE request_4 (
    id            INTEGER PRIMARY KEY,
    ok            INTEGER NOT NULL,
    rows          INTEGER NOT NULL,
    run_id        INTEGER NOT NULL,
    status        INTEGER,
    attempts      INTEGER NOT NULL,
    started_at_ms INTEGER NOT NULL,
    duration_us   INTEGER NOT NULL,
    category      TEXT,
    message       TEXT,
    "values"      TEXT    NOT NULL,
    address       TEXT    NOT NULL,
    host          TEXT
) STRICT;
INSERT INTO request_4 (id, ok, rows, run_id, status, attempts, started_at_ms, duration_us, category, message, "values",
                       address, host)
SELECT (1 << 60) | ((id & ((1 << 40) - 1)) << 20), ok, rows, run_id, status, attempts, started_at_ms, duration_us,
       category, message, "values", address, host
FROM request ORDER BY id;
DROP TABLE request;
ALTER TABLE request_4 RENAME TO request;
CREATE INDEX request_failed ON request (id) WHERE ok = 0;
CREATE INDEX request_category ON request (category, status, host, id, started_at_ms) WHERE ok = 0;

CREATE TABLE response_4 (
    id      INTEGER PRIMARY KEY,
    dict_id INTEGER,
    size    INTEGER NOT NULL,
    data    BLOB    NOT NULL
) STRICT;
INSERT INTO response_4 (id, dict_id, size, data)
SELECT (1 << 60) | ((id & ((1 << 40) - 1)) << 20), dict_id, size, data FROM response ORDER BY id;
DROP TABLE response;
ALTER TABLE response_4 RENAME TO response;

-- Requests of which further pages are wanted: they have rows, and no outcome yet.
CREATE TABLE unfinished (position INTEGER PRIMARY KEY) STRICT;
-- Whether any answer has come in pages.
ALTER TABLE template ADD COLUMN paged INTEGER NOT NULL DEFAULT 0;

-- The table is made anew from the answers: segments speak of places now, and columns count what their cells look like.
DELETE FROM segment_column;
DROP TABLE segment;
CREATE TABLE segment (
    id          INTEGER PRIMARY KEY,
    grid_id     INTEGER NOT NULL,
    -- position << 20 | page
    first       INTEGER NOT NULL,
    last        INTEGER NOT NULL,
    item_from   INTEGER NOT NULL,
    -- Answers, and of them those that are a page after a first.
    requests    INTEGER NOT NULL,
    further     INTEGER NOT NULL,
    rows        INTEGER NOT NULL,
    per_request INTEGER,
    raw_bytes   INTEGER NOT NULL,
    data_bytes  INTEGER NOT NULL
) STRICT;
CREATE TABLE grid_column_4 (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    grid_id     INTEGER NOT NULL,
    origin      TEXT    NOT NULL CHECK (origin IN ('value', 'request', 'answer', 'field')),
    name        TEXT    NOT NULL,
    ordinal     INTEGER,
    -- Where the column was met first: position << 20 | page, and the number of the cell in the answer.
    first_place INTEGER,
    first_cell  INTEGER,
    -- What its cells look like: ten numbers (JSON); empty until the table is made anew.
    tally       TEXT    NOT NULL DEFAULT '',
    UNIQUE (grid_id, origin, name)
) STRICT;
INSERT INTO grid_column_4 (id, grid_id, origin, name, ordinal, first_place, first_cell)
SELECT id, grid_id, origin, name, ordinal, first_position << 20, first_cell FROM grid_column;
DROP TABLE grid_column;
ALTER TABLE grid_column_4 RENAME TO grid_column;
-- The steps (JSON) that the shape is made of; empty for none.
ALTER TABLE grid ADD COLUMN steps TEXT NOT NULL DEFAULT '';
