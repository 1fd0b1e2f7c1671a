-- Tables of the store's own that a record of schema 1 may have been made without: they are added when it is
-- opened for writing, and filled when a report is written or looked for.

-- By which reprints are found (clean/fingerprint.rs says what the bytes are).
CREATE TABLE IF NOT EXISTS _sketch (
    report TEXT PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
    sketch BLOB NOT NULL
) WITHOUT ROWID;

-- What one report knows of an actor: the row in `actor` unites these, and is made anew when one goes.
CREATE TABLE IF NOT EXISTS _actor_part (
    report TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    actor  TEXT NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    object TEXT NOT NULL,
    PRIMARY KEY (actor, report)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS _actor_part_report ON _actor_part (report);
