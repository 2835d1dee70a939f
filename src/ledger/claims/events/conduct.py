"""Events of a claim: who acts for the insured, and who has an interest in it (SMX 二(四), 三(三))."""

from __future__ import annotations

from typing import Literal

from ledger.kernel import losses
from ledger.kernel.codes import Id
from ledger.kernel.context import events_of
from ledger.kernel.event import Event, Sealed


class ClaimAgentRegistered(Event, by=("insurer",)):
    """Somebody acts for the insured in the claim. 索赔代理人登记

    Source: SMX 二(四). `by` is the key of whom the agent acts for, `mandate_ref` that of the mandate.
    """

    by: Id
    name: Sealed[str]
    identity_no: Sealed[str]
    mandate_ref: Id


class ConflictDeclared(losses.ConflictDeclared, by=("insurer",)):
    pass


class StaffRecused(Event, by=("insurer",)):
    """A member of the insurer's staff withdrew from the claim. 保险人员回避

    Source: SMX 三(三).
    """

    person_id: Id


class InterestDeclared(Event, by=("insurer",)):
    """A member of the insurer's staff has to do with a firm that serves claims. 利益冲突申报

    Source: SMX 三(三). `entity_id` is the firm's, `conflicting` whether its interests run against the insurer's.
    """

    person_id: Id
    entity_id: Id
    relation: Literal["founder", "investor", "part_time", "remunerated", "family"]
    conflicting: bool


EVENTS = events_of(__name__)
