"""Callers: on whose behalf something is asked, in which roles and areas, and what they may read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, get_args

from ledger.kernel.codes import Role, covers, prefix
from ledger.kernel.context import Party
from ledger.kernel.law import Text

ROLES: tuple[Role, ...] = get_args(Role)


class Sight(NamedTuple):
    """What a role sees beside the public registers. 可见范围"""

    title: Text
    own: bool = False
    """The streams its organisation is a party of."""
    area: bool = False
    """The streams of its areas and below; it may also append there what its role proposes."""
    everything: bool = False


SIGHTS: dict[Role, Sight] = {
    "insurer": Sight(Text("保险机构", "Insurer"), own=True),
    "adjuster": Sight(Text("公估机构", "Loss adjuster"), own=True),
    "appraisal_agency": Sight(Text("司法鉴定机构", "Appraisal agency"), own=True),
    "association": Sight(Text("行业协会", "Association"), own=True, area=True),
    "police": Sight(Text("公安机关", "Police"), own=True),
    "justice_bureau": Sight(Text("司法行政机关", "Justice bureau"), own=True, area=True),
    "insurance_regulator": Sight(Text("保险监管机构", "Insurance regulator"), own=True, area=True),
    "auditor": Sight(Text("审计", "Auditor"), everything=True),
    "administrator": Sight(Text("管理员", "Administrator")),
}


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Somebody who asks: an account of an organisation with roles, in areas. 调用方

    `account` names the key or person in records; areas are GB/T 2260 codes, "" being everywhere. The
    `operator` at the machine's own command line appends to streams without being a party of them.
    """

    account: str
    organisation: str
    roles: frozenset[Role]
    areas: tuple[str, ...] = ()
    operator: bool = False

    def supervises(self, area: str) -> bool:
        """Whether one of its roles works by area and one of its areas covers this one."""
        return any(SIGHTS[role].area for role in self.roles) and any(covers(own, area) for own in self.areas)

    def may_read(self, area: str, parties: Iterable[Party], *, public: bool = False) -> bool:
        """Whether a stream of this area with these parties may be shown to it."""
        if public and self.roles - {"administrator"}:
            return True
        if any(SIGHTS[role].everything for role in self.roles) or self.supervises(area):
            return True
        own = any(SIGHTS[role].own for role in self.roles)
        return own and any(party.organisation == self.organisation for party in parties)

    def condition(self, alias: str) -> tuple[str, list[object]]:
        """`may_read` as SQL over the rows of a view, with its parameters."""
        if any(SIGHTS[role].everything for role in self.roles):
            return "true", []
        parts, values = [], list[object]()
        if any(SIGHTS[role].area for role in self.roles):
            parts.append(f"{alias}.area LIKE ANY(%s::text[])")
            values.append([prefix(area) + "%" for area in self.areas])
        if any(SIGHTS[role].own for role in self.roles):
            parts.append(
                f"EXISTS (SELECT FROM views.party p WHERE p.stream = {alias}.stream "
                "AND p.organisation = %s AND upper_inf(p.during))"
            )
            values.append(self.organisation)
        return " OR ".join(parts) or "false", values


@lru_cache(1_000)
def local(organisation: str) -> Caller:
    """The operator at the machine's own command line, speaking for an organisation. 本机操作员"""
    roles = frozenset(ROLES) - {"administrator"}
    return Caller(account="cli", organisation=organisation, roles=roles, areas=("",), operator=True)
