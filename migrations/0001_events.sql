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


-- Appends the events of one or several requests; each request is appended whole or not at all. Events come
-- as one array per column, in the order of their requests (0, 1, 2 …); a column may be null where every
-- event has its default. Before its events a request may state conditions: streams that must stand at a
-- version (0: must not exist), slots to take, and then slots to release (where held by that holder; otherwise
-- nothing happens): what is taken and released in one request was free and stays free.
--
-- Careful, what fails in one request leaves the others alone: every request runs in a subtransaction.
-- Otherwise, which costs less, any failure is an error and nothing at all is appended.
--
-- Answers one row per request: the time of record, and the position of its first event (the others follow
-- without a gap) or the failure, what it is about, and what was found there:
--   event_id  the id that is recorded already   its position
--   expect    the stream                        its version
--   slot      the key                           its holder
--   version   the stream                        its version
--
-- Call it in a READ COMMITTED transaction of its own: the lock is held until that transaction ends.
CREATE FUNCTION append_events(
    requests int[], streams text[], versions bigint[], topics text[], states bytea[], event_ids uuid[],
    digests bytea[], occurrences timestamptz[], actors text[], organisations text[], areas text[],
    packs text[], metadatas bytea[],
    expect_requests int[], expect_streams text[], expect_versions bigint[],
    take_requests int[], take_keys text[], take_holders text[],
    release_requests int[], release_keys text[], release_holders text[],
    careful boolean
) RETURNS TABLE (request int, first_position bigint, recorded timestamptz, failure text, subject text, actual text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    last_request CONSTANT int := requests[cardinality(requests)];
    start bigint;  -- the last position before this call
    head bigint;   -- the last position so far
    appended int;
    known record;
    broken text;
BEGIN
    IF last_request IS NULL THEN
        RETURN;
    END IF;
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        -- An older snapshot would not see what was appended while this call waited for the lock.
        RAISE EXCEPTION 'append_events needs READ COMMITTED';
    END IF;
    PERFORM pg_advisory_xact_lock(4702111234474983745);

    SELECT e.notification_id, e.recorded_at INTO head, recorded
        FROM events e ORDER BY e.notification_id DESC LIMIT 1;
    head := coalesce(head, 0);
    start := head;
    recorded := greatest(clock_timestamp(), recorded);  -- a clock set back does not turn time back

    IF careful THEN
        FOR part IN 0 .. last_request LOOP
            request := part;
            failure := NULL;
            BEGIN
                appended := append_part(part, head, recorded,
                    requests, streams, versions, topics, states, event_ids, digests, occurrences,
                    actors, organisations, areas, packs, metadatas, expect_requests, expect_streams,
                    expect_versions, take_requests, take_keys, take_holders, release_requests, release_keys,
                    release_holders);
                first_position := head + 1;
                head := head + appended;
            EXCEPTION
                WHEN SQLSTATE 'AJ001' THEN
                    GET STACKED DIAGNOSTICS
                        failure = MESSAGE_TEXT, subject = PG_EXCEPTION_DETAIL, actual = PG_EXCEPTION_HINT;
                WHEN unique_violation THEN
                    GET STACKED DIAGNOSTICS broken = CONSTRAINT_NAME;
                    IF broken NOT IN ('events_once_per_version', 'events_once_per_id') THEN
                        RAISE;
                    END IF;
                    SELECT 'version', u.stream, coalesce(max(e.originator_version), 0)::text
                    INTO failure, subject, actual
                    FROM unnest(requests, streams, versions) u (request, stream, version)
                    LEFT JOIN events e ON e.originator_id = u.stream
                    WHERE u.request = part
                    GROUP BY u.stream
                    ORDER BY bool_or(e.originator_version = u.version) DESC NULLS LAST LIMIT 1;
            END;
            IF failure IS NOT NULL THEN
                -- Whatever else is wrong with it: who repeats a recorded event is told just that.
                SELECT e.event_id, e.notification_id INTO known
                FROM unnest(requests, event_ids) u (request, event_id)
                JOIN events e ON e.event_id = u.event_id
                WHERE u.request = part LIMIT 1;
                IF FOUND THEN
                    failure := 'event_id';
                    subject := known.event_id;
                    actual := known.notification_id;
                END IF;
            END IF;
            RETURN NEXT;
        END LOOP;
    ELSE
        -- Requests that bear on one another must be taken one by one: each is to see what the earlier did.
        IF last_request > 0 AND (
            EXISTS (
                SELECT FROM unnest(expect_requests, expect_streams) x (request, stream)
                JOIN unnest(requests, streams) e (request, stream)
                    ON e.stream = x.stream AND e.request < x.request)
            OR EXISTS (
                SELECT FROM (SELECT * FROM unnest(take_requests, take_keys)
                             UNION ALL SELECT * FROM unnest(release_requests, release_keys)) s (request, key)
                GROUP BY s.key HAVING min(s.request) < max(s.request))
        ) THEN
            RAISE SQLSTATE 'AJ001' USING MESSAGE = 'together';
        END IF;
        appended := append_part(NULL, head, recorded,
            requests, streams, versions, topics, states, event_ids, digests, occurrences,
            actors, organisations, areas, packs, metadatas, expect_requests, expect_streams,
            expect_versions, take_requests, take_keys, take_holders, release_requests, release_keys,
            release_holders);
        FOR each IN 0 .. last_request LOOP
            request := each;
            first_position := head + array_position(requests, each);
            RETURN NEXT;
        END LOOP;
        head := head + appended;
    END IF;

    IF head > start THEN
        NOTIFY events;
    END IF;
END $$;

-- Appends the events of one request, or of all where none is given, after a position; answers how many.
-- Only for append_events, which holds the lock.
CREATE FUNCTION append_part(
    part int, head bigint, recorded timestamptz,
    requests int[], streams text[], versions bigint[], topics text[], states bytea[], event_ids uuid[],
    digests bytea[], occurrences timestamptz[], actors text[], organisations text[], areas text[],
    packs text[], metadatas bytea[],
    expect_requests int[], expect_streams text[], expect_versions bigint[],
    take_requests int[], take_keys text[], take_holders text[],
    release_requests int[], release_keys text[], release_holders text[]
) RETURNS int LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    skipped CONSTANT int := coalesce(array_position(requests, part), 1) - 1;
    appended int;
    failed record;
BEGIN
    IF cardinality(expect_requests) > 0 THEN
        SELECT u.stream, coalesce(s.version, 0) AS version INTO failed
        FROM unnest(expect_requests, expect_streams, expect_versions) u (request, stream, version),
            LATERAL (SELECT max(e.originator_version) AS version
                     FROM events e WHERE e.originator_id = u.stream) s
        WHERE (part IS NULL OR u.request = part) AND s.version IS DISTINCT FROM nullif(u.version, 0)
        LIMIT 1;
        IF FOUND THEN
            RAISE SQLSTATE 'AJ001' USING MESSAGE = 'expect', DETAIL = failed.stream, HINT = failed.version;
        END IF;
    END IF;

    IF cardinality(take_requests) > 0 THEN
        SELECT s.key, s.holder INTO failed
        FROM unnest(take_requests, take_keys, take_holders) u (request, key, holder)
        JOIN slots s ON s.key = u.key AND s.holder <> u.holder
        WHERE part IS NULL OR u.request = part
        LIMIT 1;
        IF FOUND THEN
            RAISE SQLSTATE 'AJ001' USING MESSAGE = 'slot', DETAIL = failed.key, HINT = failed.holder;
        END IF;
        INSERT INTO slots
        SELECT u.key, u.holder
        FROM unnest(take_requests, take_keys, take_holders) u (request, key, holder)
        WHERE part IS NULL OR u.request = part
        ON CONFLICT DO NOTHING;  -- its holder takes it again
    END IF;

    IF cardinality(release_requests) > 0 THEN
        DELETE FROM slots s
        USING unnest(release_requests, release_keys, release_holders) u (request, key, holder)
        WHERE (part IS NULL OR u.request = part) AND s.key = u.key AND s.holder = u.holder;
    END IF;

    INSERT INTO events
    SELECT head + u.n - skipped, u.stream, u.version, u.topic, u.state,
        coalesce(u.event_id, gen_random_uuid()), u.digest, coalesce(u.occurred_at, recorded), recorded,
        coalesce(u.actor, ''), coalesce(u.organisation, ''), coalesce(u.area, ''),
        coalesce(u.packs, ''), coalesce(u.metadata, '')
    FROM unnest(requests, streams, versions, topics, states, event_ids, digests, occurrences, actors,
                organisations, areas, packs, metadatas) WITH ORDINALITY
        u (request, stream, version, topic, state, event_id, digest, occurred_at, actor,
           organisation, area, packs, metadata, n)
    WHERE part IS NULL OR u.request = part;
    GET DIAGNOSTICS appended = ROW_COUNT;
    RETURN appended;
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

REVOKE ALL ON FUNCTION append_events, append_part FROM PUBLIC;
GRANT SELECT ON events, slots TO anjian_app;
GRANT SELECT, INSERT, UPDATE ON tracking TO anjian_app;
GRANT EXECUTE ON FUNCTION append_events TO anjian_app;
