-- Who may ask: API keys of organisations and people who sign in. Neither holds a secret in clear.

CREATE SCHEMA account;
GRANT USAGE ON SCHEMA account TO anjian_app;

CREATE TABLE account.api_key (
    id           text PRIMARY KEY,
    digest       bytea NOT NULL UNIQUE,    -- SHA-256 of a key of 256 random bits
    organisation text NOT NULL,
    roles        text[] NOT NULL,
    areas        text[] NOT NULL,
    label        text NOT NULL DEFAULT '',
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    revoked_at   timestamptz
);

CREATE TABLE account.person (
    id           text PRIMARY KEY,
    login        text NOT NULL UNIQUE,
    password     text NOT NULL,            -- Argon2id
    organisation text NOT NULL,
    roles        text[] NOT NULL,
    areas        text[] NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    disabled_at  timestamptz
);

-- A link that lets one person choose login and password, once.
CREATE TABLE account.invitation (
    digest       bytea PRIMARY KEY,
    organisation text NOT NULL,
    roles        text[] NOT NULL,
    areas        text[] NOT NULL,
    expires_at   timestamptz NOT NULL,
    used_at      timestamptz
);

GRANT SELECT, INSERT, UPDATE ON account.api_key, account.person, account.invitation TO anjian_app;

-- Who migrates may act as the application, which is less.
GRANT anjian_app TO CURRENT_USER;
