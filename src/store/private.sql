-- Tables of the store's own that a record of schema 1 may have been made without: they are added when it is
-- opened for writing, and filled when a report is written or looked for.

-- By which reprints are found (clean/fingerprint.rs says what the bytes are).
CREATE TABLE IF NOT EXISTS _sketch (
    report TEXT PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
    sketch BLOB NOT NULL
) WITHOUT ROWID;

-- How many reports another version read is asked whenever a record is opened.
CREATE INDEX IF NOT EXISTS _report_reader ON report (reader);

-- What one report knows of an actor: the row in `actor` unites these, and is made anew when one goes.
CREATE TABLE IF NOT EXISTS _actor_part (
    report TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    actor  TEXT NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    object TEXT NOT NULL,
    PRIMARY KEY (actor, report)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS _actor_part_report ON _actor_part (report);

-- Accounts that were linked, numbered as they came (the numbers are seen nowhere else). `seed` is the id of the event of
-- which the account is the oldest: by it an event that was merged is still found.
CREATE TABLE IF NOT EXISTS _linked (
    n       INTEGER PRIMARY KEY,
    account TEXT NOT NULL UNIQUE,
    seed    TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS _linked_seed ON _linked (seed);

-- What reports are about (link/terms.rs says what the bytes are).
CREATE TABLE IF NOT EXISTS _terms (
    report TEXT PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
    terms  BLOB NOT NULL
) WITHOUT ROWID;

-- The blocks in which linked accounts are compared (link/blocks.rs).
CREATE TABLE IF NOT EXISTS _block (
    block INTEGER NOT NULL,
    role  INTEGER NOT NULL,
    n     INTEGER NOT NULL,
    PRIMARY KEY (block, role, n)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS _block_n ON _block (n);

-- The key of an event's series, and of the occasion it is at (link/series.rs).
CREATE TABLE IF NOT EXISTS _series (
    event TEXT PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
    key   TEXT,
    site  TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS _series_key ON _series (key);
CREATE INDEX IF NOT EXISTS _series_site ON _series (site);

-- What is to be linked anew: blocks that lost an account, events that lost one, reports whose reprints changed.
CREATE TABLE IF NOT EXISTS _touched_block (block INTEGER PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS _touched_event (event TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS _touched_report (report TEXT PRIMARY KEY) WITHOUT ROWID;

-- Accounts that came and are not linked yet; actors that a report no longer names.
CREATE TABLE IF NOT EXISTS _unlinked (account TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS _touched_actor (actor TEXT PRIMARY KEY) WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS _account_came AFTER INSERT ON account BEGIN
    INSERT OR IGNORE INTO _unlinked VALUES (NEW.id);
END;
CREATE TRIGGER IF NOT EXISTS _actor_left AFTER DELETE ON report_actor BEGIN
    INSERT OR IGNORE INTO _touched_actor VALUES (OLD.actor);
END;
CREATE TRIGGER IF NOT EXISTS _account_gone AFTER DELETE ON account BEGIN
    INSERT OR IGNORE INTO _touched_block
        SELECT block FROM _block WHERE n = (SELECT n FROM _linked WHERE account = OLD.id);
    INSERT OR IGNORE INTO _touched_event SELECT OLD.event WHERE OLD.event IS NOT NULL;
    DELETE FROM _block WHERE n = (SELECT n FROM _linked WHERE account = OLD.id);
    DELETE FROM _linked WHERE account = OLD.id;
    DELETE FROM _unlinked WHERE account = OLD.id;
END;

CREATE INDEX IF NOT EXISTS _report_reprint ON report (json_extract(object, '$.origin.reprint_of'))
    WHERE json_extract(object, '$.origin.reprint_of') IS NOT NULL;
CREATE TRIGGER IF NOT EXISTS _reprint_came AFTER INSERT ON report
    WHEN json_extract(NEW.object, '$.origin.reprint_of') IS NOT NULL BEGIN
    INSERT OR IGNORE INTO _touched_report VALUES (json_extract(NEW.object, '$.origin.reprint_of'));
END;
CREATE TRIGGER IF NOT EXISTS _reprint_went AFTER DELETE ON report
    WHEN json_extract(OLD.object, '$.origin.reprint_of') IS NOT NULL BEGIN
    INSERT OR IGNORE INTO _touched_report VALUES (json_extract(OLD.object, '$.origin.reprint_of'));
END;
CREATE TRIGGER IF NOT EXISTS _report_changed AFTER UPDATE OF object ON report BEGIN
    INSERT OR IGNORE INTO _touched_report VALUES (NEW.id);
    INSERT OR IGNORE INTO _touched_report SELECT json_extract(OLD.object, '$.origin.reprint_of')
        WHERE json_extract(OLD.object, '$.origin.reprint_of') IS NOT NULL;
    INSERT OR IGNORE INTO _touched_report SELECT json_extract(NEW.object, '$.origin.reprint_of')
        WHERE json_extract(NEW.object, '$.origin.reprint_of') IS NOT NULL;
END;

-- What somebody decided by hand: events that are one, accounts that tell another event. Nothing is ever deleted here.
CREATE TABLE IF NOT EXISTS _decision (
    n      INTEGER PRIMARY KEY,
    act    TEXT NOT NULL,                 -- merge or split
    event  TEXT NOT NULL,
    other  TEXT NOT NULL,                 -- the event merged with it; the accounts taken out of it
    day    TEXT NOT NULL,
    note   TEXT,
    undone TEXT                           -- the day it was taken back
);
CREATE TABLE IF NOT EXISTS _decided (
    decision INTEGER NOT NULL REFERENCES _decision (n),
    a        TEXT NOT NULL,
    b        TEXT NOT NULL,               -- two accounts
    together INTEGER NOT NULL,
    PRIMARY KEY (decision, a, b)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS _decided_a ON _decided (a);
CREATE INDEX IF NOT EXISTS _decided_b ON _decided (b);

-- What events are found by (store/search/): a narrow row an event, and under its number its words.
CREATE TABLE IF NOT EXISTS _ledger (
    n          INTEGER PRIMARY KEY,
    event      TEXT NOT NULL UNIQUE,
    day        INTEGER,            -- where it stands in the order of time: days since 1970-01-01
    edtf       TEXT,
    first      INTEGER,            -- its first and last day; null where that side is open or nothing is known
    last       INTEGER,
    type       TEXT NOT NULL,
    mode       TEXT,
    status     TEXT NOT NULL,
    reports    INTEGER NOT NULL,
    legs       INTEGER NOT NULL,
    confidence REAL NOT NULL,
    differ     TEXT NOT NULL,      -- fields on which its accounts differ, and contexts: separated by spaces
    contexts   TEXT NOT NULL,
    parties    TEXT NOT NULL,      -- `actor=COUNTRY` of all who take part, separated by tabs
    place      TEXT,
    country    TEXT,
    lat        REAL,
    lon        REAL,
    setting    TEXT
);
CREATE VIRTUAL TABLE IF NOT EXISTS _words USING fts5 (
    who, place, topics, evidence, headline,
    content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);
-- The events of one series, and of one occasion, in order of time: those next to an event are found without reading the others.
CREATE TABLE IF NOT EXISTS _course (
    key    TEXT NOT NULL,              -- that of `_series`, after `series ` or `site `
    moment TEXT NOT NULL,              -- `0` and the time in EDTF, or `1` for none
    event  TEXT NOT NULL,
    PRIMARY KEY (key, moment, event)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS _course_event ON _course (event);

CREATE TRIGGER IF NOT EXISTS _event_left AFTER DELETE ON event BEGIN
    DELETE FROM _course WHERE event = OLD.id;
END;
CREATE TRIGGER IF NOT EXISTS _event_gone AFTER DELETE ON event BEGIN
    DELETE FROM _words WHERE rowid = (SELECT n FROM _ledger WHERE event = OLD.id);
    DELETE FROM _ledger WHERE event = OLD.id;
END;
