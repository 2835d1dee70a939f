from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import psycopg
import pytest
from eventsourcing.postgres import PostgresDatastore
from psycopg_pool import ConnectionPool

from databases import database, server, template
from ledger.kernel.event import Event
from ledger.registry.events import InsurerContactChanged, InsurerRegistered
from ledger.store.codec import encoded
from ledger.store.projector import Connection, changed, rebuild
from ledger.store.queries import Queries
from ledger.store.recorder import LedgerEvent, LedgerRecorder

__all__ = ["connect", "connection", "database", "made", "queries", "recorder", "server", "template"]
