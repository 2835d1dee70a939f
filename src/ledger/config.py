"""Settings: environment variables, all of them, declared once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class SettingsError(ValueError):
    """The settings do not go together; the message says what to change."""


class Setting(NamedTuple):
    """One environment variable; `secret` ones are never printed."""

    name: str
    default: str
    meaning: str
    secret: bool = False


SETTINGS = (
    Setting("ANJIAN_DATA", "var", "folder of the embedded database, the master key and built assets"),
    Setting("DATABASE_URL", "", "PostgreSQL 15 or newer to use instead of the embedded one", True),
    Setting("KEYS_URL", "", "database of the wrapped data keys; by default one of the embedded server", True),
    Setting("ANJIAN_MASTER_KEY", "", "base64 of the 32-byte master key; by default the file master.key", True),
    Setting("ANJIAN_BOOTSTRAP_KEY", "", "API key of an administrator that exists from the first start", True),
    Setting("ANJIAN_HOST", "127.0.0.1", "address to listen on"),
    Setting("ANJIAN_PORT", "8000", "port to listen on"),
    Setting("ANJIAN_WORKERS", "2", "web processes"),
    Setting("ANJIAN_THREADS", "16", "threads a web process"),
    Setting("ANJIAN_PUBLIC_URL", "", "address people use, where a proxy stands in front; https marks cookies"),
    Setting("ANJIAN_LOG", "info", "least level that is logged: debug, info, warning, error"),
)


@dataclass(frozen=True)
class Config:
    """The settings in force."""

    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    @property
    def data(self) -> Path:
        return Path(self["ANJIAN_DATA"]).resolve()

    def number(self, name: str) -> int:
        """A setting that is a whole number. SettingsError where it is none."""
        if not self[name].isascii() or not self[name].isdigit():
            raise SettingsError(f"{name} should be a whole number, not {self[name]!r}")
        return int(self[name])

    @property
    def address(self) -> str:
        return self["ANJIAN_PUBLIC_URL"] or f"http://{self['ANJIAN_HOST']}:{self['ANJIAN_PORT']}"


def from_environment(environment: Mapping[str, str] = os.environ) -> Config:
    """The settings of the environment; an empty variable counts as not set."""
    return Config({each.name: environment.get(each.name) or each.default for each in SETTINGS})
