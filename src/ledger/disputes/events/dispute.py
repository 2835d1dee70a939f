"""Events of every dispute: what opens it, and its end."""

from __future__ import annotations

from abc import abstractmethod

from ledger.kernel.codes import Words
from ledger.kernel.context import events_of
from ledger.kernel.event import Event


class OpeningEvent(Event):
    """What may open a dispute, and names what it is about; later ones name the same."""

    @property
    @abstractmethod
    def disputed(self) -> str:
        """The stream of the appraisal, claim or assignment in dispute."""


class DisputeClosed(Event, by=("association", "appraisal_agency", "insurer", "adjuster")):
    """The dispute has ended. 争议终结"""

    result: Words


EVENTS = events_of(__name__)
