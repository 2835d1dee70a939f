-- The ledger itself: events in one gapless order, the reservations that events hold, and the positions
-- reached by those who follow. Everything enters through append_events; nothing ever leaves.

CREATE TABLE events (
    notification_id    bigint PRIMARY KEY,  -- the position: 1, 2, 3 … without gaps
    originator_id      text NOT NULL,       -- the stream
    originator_version bigint NOT NULL,     -- the event's place in its stream
    topic              text NOT NULL,
    state              bytea NOT NULL,
    event_id           uuid NOT NULL DEFAULT gen_random_uuid(),
    digest             bytea,               -- keyed digest of the proposal as it was received
    occurred_at        timestamptz NOT NULL,
    recorded_at        timestamptz NOT NULL,
    actor              text NOT NULL DEFAULT '',
    organisation       text NOT NULL DEFAULT '',
    area               text NOT NULL DEFAULT '',
    rule_packs         text NOT NULL DEFAULT '',
    metadata           bytea NOT NULL DEFAULT '',
    CONSTRAINT events_once_per_version UNIQUE (originator_id, originator_version),
    CONSTRAINT events_once_per_id UNIQUE (event_id)
);

-- The few streams that every projector reads before it begins: settings of the house.
CREATE INDEX events_of_the_house ON events (notification_id) WHERE starts_with(originator_id, 'house/');

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on %: what is recorded stays as it is', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER events_are_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- ALWAYS: session_replication_role = replica does not switch it off.
ALTER TABLE events ENABLE ALWAYS TRIGGER events_are_immutable;

-- A key that at most one stream of the whole system holds, such as the open commission of a matter.
CREATE TABLE slots (
    key    text PRIMARY KEY,
    holder text NOT NULL
);

-- How far each follower has come, in the layout of the eventsourcing library.
CREATE TABLE tracking (
    application_name text PRIMARY KEY,
    notification_id  bigint NOT NULL
);
INSERT INTO tracking VALUES ('__migration__', 1);  -- the library's mark of a table with one row a follower


-- Appends events in the order given, all of them or none. Events come as one array per column; a column may be
-- null where every event has its default. Before its events a call may state conditions: streams that must
-- stand at a version (0: must not exist), slots to take, and then slots to release (where held by that holder;
-- otherwise nothing happens): what is taken and released in one call was free and stays free.
--
-- Answers the position of the first event (the others follow without a gap) and the time of record. What
-- fails is an error, and nothing at all was appended:
--   AJ001 with the message "expect", the stream as detail and its version as hint;
--   AJ001 with the message "slot", the key as detail and its holder as hint;
--   unique_violation where a version of a stream, or an event's id, is recorded already.
--
-- Call it in a READ COMMITTED transaction of its own: the lock is held until that transaction ends.
CREATE FUNCTION append_events(
    streams text[], versions bigint[], topics text[], states bytea[], event_ids uuid[],
    digests bytea[], occurrences timestamptz[], actors text[], organisations text[], areas text[],
    packs text[], metadatas bytea[],
    expect_streams text[], expect_versions bigint[],
    take_keys text[], take_holders text[],
    release_keys text[], release_holders text[],
    OUT first_position bigint, OUT recorded timestamptz
) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    failed record;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        -- An older snapshot would not see what was appended while this call waited for the lock.
        RAISE EXCEPTION 'append_events needs READ COMMITTED';
    END IF;
    PERFORM pg_advisory_xact_lock(4702111234474983745);

    IF expect_streams IS NOT NULL THEN
        SELECT u.stream, coalesce(s.version, 0) AS version INTO failed
        FROM unnest(expect_streams, expect_versions) u (stream, version),
            LATERAL (SELECT max(e.originator_version) AS version
                     FROM events e WHERE e.originator_id = u.stream) s
        WHERE s.version IS DISTINCT FROM nullif(u.version, 0)
        LIMIT 1;
        IF FOUND THEN
            RAISE SQLSTATE 'AJ001' USING MESSAGE = 'expect', DETAIL = failed.stream, HINT = failed.version;
        END IF;
    END IF;

    IF take_keys IS NOT NULL THEN
        SELECT s.key, s.holder INTO failed
        FROM unnest(take_keys, take_holders) u (key, holder)
        JOIN slots s ON s.key = u.key AND s.holder <> u.holder
        LIMIT 1;
        IF FOUND THEN
            RAISE SQLSTATE 'AJ001' USING MESSAGE = 'slot', DETAIL = failed.key, HINT = failed.holder;
        END IF;
        INSERT INTO slots SELECT * FROM unnest(take_keys, take_holders)
        ON CONFLICT DO NOTHING;  -- its holder takes it again
    END IF;

    IF release_keys IS NOT NULL THEN
        DELETE FROM slots s USING unnest(release_keys, release_holders) u (key, holder)
        WHERE s.key = u.key AND s.holder = u.holder;
    END IF;

    SELECT e.notification_id, e.recorded_at INTO first_position, recorded
        FROM events e ORDER BY e.notification_id DESC LIMIT 1;
    first_position := coalesce(first_position, 0) + 1;
    recorded := greatest(clock_timestamp(), recorded);  -- a clock set back does not turn time back

    INSERT INTO events
    SELECT first_position + u.n - 1, u.stream, u.version, u.topic, u.state,
        coalesce(u.event_id, gen_random_uuid()), u.digest, coalesce(u.occurred_at, recorded), recorded,
        coalesce(u.actor, ''), coalesce(u.organisation, ''), coalesce(u.area, ''),
        coalesce(u.packs, ''), coalesce(u.metadata, '')
    FROM unnest(streams, versions, topics, states, event_ids, digests, occurrences, actors,
                organisations, areas, packs, metadatas) WITH ORDINALITY
        u (stream, version, topic, state, event_id, digest, occurred_at, actor,
           organisation, area, packs, metadata, n);
    NOTIFY events;
END $$;

-- The last position recorded by an instant, 0 before the first: found by halving, since positions have no
-- gaps and their times never decrease.
CREATE FUNCTION position_at(instant timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
    low bigint := 0;
    high bigint := coalesce((SELECT max(notification_id) FROM events), 0);
    middle bigint;
BEGIN
    WHILE low < high LOOP
        middle := (low + high + 1) / 2;
        IF (SELECT recorded_at FROM events WHERE notification_id = middle) <= instant THEN
            low := middle;
        ELSE
            high := middle - 1;
        END IF;
    END LOOP;
    RETURN low;
END $$;


-- Roles belong to the whole server, and another database of it may be migrating at this moment.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'anjian_app') THEN
        CREATE ROLE anjian_app NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
END $$;

REVOKE ALL ON FUNCTION append_events FROM PUBLIC;
GRANT SELECT ON events, slots TO anjian_app;
GRANT SELECT, INSERT, UPDATE ON tracking TO anjian_app;
GRANT EXECUTE ON FUNCTION append_events TO anjian_app;
