-- Schema 1. Main fields as columns, the whole object of docs/RECORD.md in `object`.

CREATE TABLE _meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE report (
    id              TEXT PRIMARY KEY,
    published       TEXT,
    outlet          TEXT,
    title           TEXT,
    byline          TEXT,
    dateline        TEXT,
    language        TEXT,
    url             TEXT,
    source          TEXT NOT NULL,
    published_basis TEXT,
    sha256          TEXT NOT NULL,
    text            TEXT NOT NULL,
    input           TEXT NOT NULL,  -- hash of the input as it came, before cleaning
    reader          TEXT NOT NULL,  -- the versions that read it
    object          TEXT NOT NULL   -- all fields but `text`
);
CREATE INDEX report_published ON report (published);
CREATE INDEX report_input ON report (input);

-- Inputs whose report is in the record in another wording of date or byline.
CREATE TABLE _input (
    key    TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    reader TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX _input_report ON _input (report);

CREATE TABLE actor (
    id      TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    kind    TEXT NOT NULL,
    country TEXT,
    sector  TEXT,
    object  TEXT NOT NULL
);
CREATE INDEX actor_name ON actor (name);

CREATE TABLE report_actor (
    report TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    actor  TEXT NOT NULL REFERENCES actor (id),
    PRIMARY KEY (report, actor)
) WITHOUT ROWID;
CREATE INDEX report_actor_actor ON report_actor (actor);

CREATE TABLE statement (
    id       TEXT PRIMARY KEY,
    report   TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,      -- order in the report
    speaker  TEXT,
    actor    TEXT REFERENCES actor (id) ON DELETE SET NULL,
    country  TEXT,
    via      TEXT,
    stance   TEXT NOT NULL,
    direct   INTEGER NOT NULL,
    said_on  TEXT,
    content  TEXT NOT NULL,
    object   TEXT NOT NULL
);
CREATE INDEX statement_report ON statement (report);
CREATE INDEX statement_actor ON statement (actor);

CREATE TABLE event (
    id            TEXT PRIMARY KEY,
    day           TEXT,
    status        TEXT NOT NULL,
    type          TEXT NOT NULL,
    mode          TEXT,
    who           TEXT NOT NULL,
    toward        TEXT NOT NULL,
    place         TEXT,
    country       TEXT,
    setting       TEXT,
    topics        TEXT NOT NULL,
    n_reports     INTEGER NOT NULL,
    n_independent INTEGER NOT NULL,
    confidence    REAL NOT NULL,
    object        TEXT NOT NULL
);
CREATE INDEX event_day ON event (day);

CREATE TABLE account (
    id         TEXT PRIMARY KEY,
    report     TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    -- Events are replaced as a whole; the link must hold when that is done, not in between.
    event      TEXT REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
    position   INTEGER NOT NULL,
    type       TEXT NOT NULL,
    mode       TEXT,
    status     TEXT NOT NULL,
    day        TEXT,
    who        TEXT NOT NULL,
    toward     TEXT NOT NULL,
    place      TEXT,
    country    TEXT,
    setting    TEXT,
    topics     TEXT NOT NULL,
    evidence   TEXT NOT NULL,
    rule       TEXT NOT NULL,
    confidence REAL NOT NULL,
    object     TEXT NOT NULL        -- `event` is null here: the column holds it
);
CREATE INDEX account_report ON account (report);
CREATE INDEX account_event ON account (event);

CREATE TABLE participant (
    account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    side    TEXT NOT NULL,          -- actor or recipient
    position INTEGER NOT NULL,
    actor   TEXT REFERENCES actor (id) ON DELETE SET NULL,
    name    TEXT NOT NULL,
    country TEXT,
    title   TEXT,
    PRIMARY KEY (account, side, position)
) WITHOUT ROWID;
CREATE INDEX participant_actor ON participant (actor);

CREATE TABLE mention (
    report  TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    "start" INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    exact   TEXT NOT NULL,
    kind    TEXT NOT NULL,
    actor   TEXT REFERENCES actor (id) ON DELETE SET NULL,
    object  TEXT NOT NULL
);
CREATE INDEX mention_report ON mention (report, "start");
CREATE INDEX mention_actor ON mention (actor);

CREATE TABLE time (
    report  TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    "start" INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    exact   TEXT NOT NULL,
    timex   TEXT NOT NULL,
    value   TEXT NOT NULL,
    edtf    TEXT,
    object  TEXT NOT NULL
);
CREATE INDEX time_report ON time (report, "start");

CREATE TABLE place (
    report   TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    "start"  INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    exact    TEXT NOT NULL,
    name     TEXT NOT NULL,
    country  TEXT,
    geonames INTEGER,
    lat      REAL,
    lon      REAL,
    object   TEXT NOT NULL
);
CREATE INDEX place_report ON place (report, "start");
