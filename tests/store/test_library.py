"""The eventsourcing library's own test cases, bound to the ledger's recorders and text ids."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest
from eventsourcing.persistence import AggregateRecorder, ApplicationRecorder, ProcessRecorder, TrackingRecorder
from eventsourcing.postgres import PostgresDatastore

# As modules: pytest would run the abstract cases if it saw their names here.
from eventsourcing.tests import application, persistence
from eventsourcing.utils import Environment

from ledger.store.recorder import (
    Factory,
    LedgerProcessRecorder,
    LedgerRecorder,
    LedgerTrackingRecorder,
    SnapshotRecorder,
)
from store.conftest import Open


class OnDatabase:
    """Gives each test a migrated database of its own."""

    datastore: PostgresDatastore

    @pytest.fixture(autouse=True)
    def _on_database(self, own_database: str, open_datastore: Open) -> None:
        self.datastore = open_datastore(own_database)


class TextIds(persistence.RecorderTestCase):
    def new_originator_id(self) -> str:
        return f"appraisal/{uuid4()}"


class TestSnapshots(OnDatabase, TextIds, persistence.AggregateRecorderTestCase):
    def create_recorder(self) -> AggregateRecorder:
        recorder = SnapshotRecorder(self.datastore)
        recorder.create_table()
        return recorder


class TestAppends(OnDatabase, TextIds, persistence.ApplicationRecorderTestCase[LedgerRecorder]):
    EXPECT_CONTIGUOUS_NOTIFICATION_IDS = True

    def create_recorder(self) -> LedgerRecorder:
        recorder = LedgerRecorder(self.datastore)
        recorder.create_table()
        return recorder

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestNonInterleaving(OnDatabase, TextIds, persistence.NonInterleavingNotificationIDsBaseCase):
    def create_recorder(self) -> ApplicationRecorder:
        return LedgerRecorder(self.datastore)


class TestTracking(OnDatabase, persistence.TrackingRecorderTestCase):
    def create_recorder(self) -> TrackingRecorder:
        recorder = LedgerTrackingRecorder(self.datastore)
        recorder.create_table()
        return recorder


class TestProcess(OnDatabase, TextIds, persistence.ProcessRecorderTestCase):
    def create_recorder(self) -> ProcessRecorder:
        recorder = LedgerProcessRecorder(self.datastore)
        recorder.create_table()
        return recorder


class OtherTrackingRecorder(LedgerTrackingRecorder):
    pass


def settings(url: str) -> dict[str, str]:
    parts = psycopg.conninfo.conninfo_to_dict(url)
    return {
        "PERSISTENCE_MODULE": "ledger.store.recorder:Factory",
        "POSTGRES_DBNAME": str(parts["dbname"]),
        "POSTGRES_HOST": str(parts["host"]),
        "POSTGRES_PORT": str(parts["port"]),
        "POSTGRES_USER": str(parts["user"]),
        "POSTGRES_PASSWORD": "none",
    }


class TestFactory(persistence.InfrastructureFactoryTestCase[Factory]):
    @pytest.fixture(autouse=True)
    def _in_environment(self, own_database: str) -> None:
        self.env = Environment("TestCase", settings(own_database))

    def expected_factory_class(self) -> type[Factory]:
        return Factory

    def expected_aggregate_recorder_class(self) -> type[AggregateRecorder]:
        return SnapshotRecorder

    def expected_application_recorder_class(self) -> type[ApplicationRecorder]:
        return LedgerRecorder

    def expected_tracking_recorder_class(self) -> type[TrackingRecorder]:
        return LedgerTrackingRecorder

    def tracking_recorder_subclass(self) -> type[TrackingRecorder]:
        return OtherTrackingRecorder

    def expected_process_recorder_class(self) -> type[ProcessRecorder]:
        return LedgerProcessRecorder


class TestExample(application.ExampleApplicationTestCase):
    expected_factory_topic = "ledger.store.recorder:Factory"

    @pytest.fixture(autouse=True)
    def _in_environment(self, own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
        for name, value in settings(own_database).items():
            monkeypatch.setenv(name, value)
