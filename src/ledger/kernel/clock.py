"""Time of the field: instants are UTC, days are those of Asia/Shanghai (UTC+8 since 1991, no summer time)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def local_day(at: datetime) -> date:
    """The day on which the instant falls in Asia/Shanghai."""
    return at.astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """The first instant of a local day, which is also the end of the day before it."""
    return datetime.combine(day, time(), SHANGHAI)


def utc(at: datetime) -> datetime:
    """The same instant in UTC; a naive time is a programming error."""
    if at.tzinfo is None:
        raise ValueError("a time without offset")
    return at.astimezone(UTC)


def shown(at: datetime) -> str:
    """The instant as people read it: local time with its offset."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S+08:00")
