-- The jobs of the work process, each scheduled run once, and the reminders they raise.

CREATE TABLE job_run (
    job          text NOT NULL,
    scheduled_at timestamptz NOT NULL,
    started_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    attempts     int NOT NULL DEFAULT 1,
    finished_at  timestamptz,
    outcome      text CHECK (outcome IN ('ok', 'warned', 'failed', 'interrupted')),
    detail       text NOT NULL DEFAULT '',  -- counts and names of code, never anything of an event
    PRIMARY KEY (job, scheduled_at),
    CHECK ((finished_at IS NULL) = (outcome IS NULL))
);

-- Once for each duty, stage and end of its time. A duty that gets another time may be reminded of again.
CREATE TABLE reminder (
    id           bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    organisation text NOT NULL,             -- who is reminded; '' the administrators of the node
    area         text NOT NULL,
    stream       text NOT NULL,
    item         text NOT NULL,
    rule_id      text NOT NULL DEFAULT '',
    subject      text NOT NULL DEFAULT '',
    level        text NOT NULL DEFAULT '',
    stage        text NOT NULL CHECK (stage IN ('soon', 'today', 'overdue', 'calendar')),
    due_at       timestamptz NOT NULL,
    raised_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    settled_at   timestamptz,               -- since when there is nothing left to be reminded of
    read_at      timestamptz,
    read_by      text,
    PRIMARY KEY (stream, item, stage, due_at),
    CHECK ((read_at IS NULL) = (read_by IS NULL))
);
CREATE INDEX reminder_organisation ON reminder (organisation, id);
CREATE INDEX reminder_area ON reminder (area text_pattern_ops, id) WHERE stage = 'overdue';
CREATE INDEX reminder_unread ON reminder (organisation) WHERE read_at IS NULL AND settled_at IS NULL;

-- Jobs run as the owner. Those who ask may read, and say that they have read.
GRANT SELECT ON job_run, reminder TO anjian_app;
GRANT UPDATE (read_at, read_by) ON reminder TO anjian_app;
