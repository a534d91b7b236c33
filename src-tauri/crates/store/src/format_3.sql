-- Format 3: answers become rows as the user says.

-- The shape (JSON) that the table was made with; empty for the one that finds out by itself.
ALTER TABLE grid ADD COLUMN shape TEXT NOT NULL DEFAULT '';

-- Where a column was met first: the place in the plan, and the number of the cell in its answer. Columns stand in this order,
-- whatever order the answers came in. None for columns of earlier formats, which stand in the order of `ordinal`.
ALTER TABLE grid_column ADD COLUMN first_position INTEGER;
ALTER TABLE grid_column ADD COLUMN first_cell INTEGER;
