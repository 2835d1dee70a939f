"""The databases of a test process: fixtures of the root are made once, whatever folders ask for them."""

from databases import (
    bare_database,
    database,
    kept_pair,
    keys_template,
    keys_url,
    lent_pair,
    own_database,
    pair,
    server,
    template,
    with_views,
)

__all__ = [
    "bare_database",
    "database",
    "kept_pair",
    "keys_template",
    "keys_url",
    "lent_pair",
    "own_database",
    "pair",
    "server",
    "template",
    "with_views",
]
