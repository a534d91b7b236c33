-- Format 5: views that were given a name.

CREATE TABLE named_view (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    -- NamedView (JSON), as far as it is not said in the other columns.
    view TEXT NOT NULL
) STRICT;
