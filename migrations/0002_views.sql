-- Where the projector keeps what it derives. The tables of the views are made from their declarations.

CREATE SCHEMA views;
GRANT USAGE ON SCHEMA views TO anjian_app;

-- The declaration each table was built from; a view whose declaration changed is rebuilt.
CREATE TABLE views.declared (
    view     text PRIMARY KEY,
    digest   text NOT NULL,
    built_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- A view that could not follow a stream: it is left out there, and everything else goes on.
CREATE TABLE views.parked (
    view     text NOT NULL,
    stream   text NOT NULL,
    position bigint NOT NULL,
    error    text NOT NULL,
    at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (view, stream)
);
GRANT SELECT ON views.declared, views.parked TO anjian_app;
INSERT INTO tracking VALUES ('views', 0);
