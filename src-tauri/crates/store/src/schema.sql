-- Format 1. Times are milliseconds since 1970, UTC, unless the name says otherwise.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- What the user set up (never a secret), and how far the plan that was last run has come. The counters are written in
-- the transaction of the outcomes that they count.
CREATE TABLE template (
    id           INTEGER PRIMARY KEY,
    config       TEXT    NOT NULL,
    placeholders TEXT    NOT NULL DEFAULT '[]',
    fingerprint  TEXT,
    planned      INTEGER NOT NULL DEFAULT 0,
    succeeded    INTEGER NOT NULL DEFAULT 0,
    failed       INTEGER NOT NULL DEFAULT 0
) STRICT;

-- ID lists that came from files.
CREATE TABLE value_list (id INTEGER PRIMARY KEY AUTOINCREMENT, count INTEGER NOT NULL) STRICT;
CREATE TABLE value_chunk (
    list_id INTEGER NOT NULL,
    number  INTEGER NOT NULL,
    data    BLOB    NOT NULL,
    PRIMARY KEY (list_id, number)
) STRICT;

CREATE TABLE run (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    template_id   INTEGER NOT NULL,
    mode          TEXT    NOT NULL,
    state         TEXT    NOT NULL CHECK (state IN ('running', 'finished', 'stopped', 'interrupted')),
    started_at_ms INTEGER NOT NULL,
    ended_at_ms   INTEGER,
    planned       INTEGER NOT NULL,
    fingerprint   TEXT    NOT NULL,
    settings      TEXT    NOT NULL
) STRICT;

-- One row per request that has an outcome. `id` is template << 40 | position; `rows` is how many rows its answer makes.
CREATE TABLE request (
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
    address       TEXT    NOT NULL
) STRICT;
CREATE INDEX request_failed ON request (id) WHERE ok = 0;
CREATE INDEX request_category ON request (category, status, id) WHERE ok = 0;

-- The raw answers: the truth that tables are made of. `data` is a zstd frame of headers and body, `size` its length
-- when unpacked.
CREATE TABLE response (
    id      INTEGER PRIMARY KEY,
    dict_id INTEGER,
    size    INTEGER NOT NULL,
    data    BLOB    NOT NULL
) STRICT;
CREATE TABLE zdict (id INTEGER PRIMARY KEY AUTOINCREMENT, data BLOB NOT NULL) STRICT;

-- A shaped table. `version` grows with every change that can be seen in it.
CREATE TABLE grid (
    id             INTEGER PRIMARY KEY,
    template_id    INTEGER NOT NULL,
    segment_format INTEGER NOT NULL,
    version        INTEGER NOT NULL DEFAULT 0,
    rows           INTEGER NOT NULL DEFAULT 0
) STRICT;

-- `ordinal` is the place among the columns of its origin; none for a name that no longer occurs, which keeps its id for
-- when it does again.
CREATE TABLE grid_column (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    grid_id INTEGER NOT NULL,
    origin  TEXT    NOT NULL CHECK (origin IN ('value', 'field')),
    name    TEXT    NOT NULL,
    type    TEXT    NOT NULL,
    ordinal INTEGER,
    UNIQUE (grid_id, origin, name)
) STRICT;

-- Derived from the answers and droppable at any time: the rows of the requests from `first` to `last`, packed by column.
-- One answer with very many rows is cut into several segments, told apart by `item_from`.
CREATE TABLE segment (
    id          INTEGER PRIMARY KEY,
    grid_id     INTEGER NOT NULL,
    first       INTEGER NOT NULL,
    last        INTEGER NOT NULL,
    item_from   INTEGER NOT NULL,
    requests    INTEGER NOT NULL,
    rows        INTEGER NOT NULL,
    per_request INTEGER,
    raw_bytes   INTEGER NOT NULL,
    data_bytes  INTEGER NOT NULL
) STRICT;
-- `id` is segment << 20 | column; column 0 maps rows to requests.
CREATE TABLE segment_column (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;

INSERT INTO template (id, config) VALUES (1, '');
INSERT INTO grid (id, template_id, segment_format) VALUES (1, 1, 1);
