"""Time of the field: instants are UTC, days are those of Asia/Shanghai (UTC+8 since 1991, no summer time)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache

EIGHT_HOURS = timedelta(hours=8)
SHANGHAI = timezone(EIGHT_HOURS, "Asia/Shanghai")


def local_day(at: datetime) -> date:
    """The day on which the instant falls in Asia/Shanghai."""
    if at.tzinfo is UTC:  # as everything stored is; at a third of the cost
        return (at + EIGHT_HOURS).date()
    return at.astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """The first instant (UTC) of a local day, which is also the end of the day before it."""
    return datetime.combine(day, time(), UTC) - EIGHT_HOURS


def utc(at: datetime) -> datetime:
    """The same instant in UTC; a naive time is a programming error."""
    if at.tzinfo is None:
        raise ValueError("a time without offset")
    return at.astimezone(UTC)


_RFC3339 = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:)(\d\d)(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


@lru_cache(4_000)  # one time is mostly said by several members
def rfc3339(text: str) -> datetime:
    """The instant (UTC) of an RFC 3339 time; a leap second counts as the next second's beginning.

    ValueError for another form or a time that does not exist, OverflowError beyond the years 1 to 9999.
    """
    if _USUAL.fullmatch(text):
        try:
            return datetime.fromisoformat(text).astimezone(UTC)
        except ValueError:
            raise ValueError("should be a time that exists") from None
    match = _RFC3339.fullmatch(text)
    if match is None:
        raise ValueError("should be an RFC 3339 time with its offset, such as 2026-03-04T15:00:00+08:00")
    day, minute, second, fraction, offset = match.groups(default="")
    leap = second == "60"
    try:
        at = datetime.fromisoformat(f"{day}T{minute}{'59' if leap else second}{fraction[:7]}{offset.upper()}")
    except ValueError:
        raise ValueError("should be a time that exists") from None
    return at.astimezone(UTC) + timedelta(seconds=leap)


_USUAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:[0-5]\d(Z|[+-]\d\d:\d\d)", re.ASCII)


def lasted(start: datetime | None, end: datetime | None, unit: timedelta) -> Decimal | None:
    """How many of a unit lie between two instants, rounded up to two decimals; none while either is unknown."""
    if start is None or end is None:
        return None
    exact = Decimal((end - start) // _MICROSECOND) / Decimal(unit // _MICROSECOND)
    return exact.quantize(Decimal("0.01"), ROUND_CEILING)


def microseconds(at: datetime) -> int:
    """How many since 1970: a time in a mark, exact to what is stored."""
    return (at - _EPOCH) // _MICROSECOND


def at_microseconds(number: int) -> datetime:
    """The instant (UTC) so many microseconds after 1970; beyond the years 1 to 9999 their first or last instant."""
    return _EPOCH + min(max(number, _FIRST), _LAST) * _MICROSECOND


_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
_FIRST, _LAST = microseconds(datetime.min.replace(tzinfo=UTC)), microseconds(datetime.max.replace(tzinfo=UTC))


def shown(at: datetime) -> str:
    """The instant as people read it: local time with its offset."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S+08:00")
