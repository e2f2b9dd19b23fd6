"""Rehearsing a journey: one person walks through a plan on a clock that leaps, and what happens is pretended.

The interpreter, the contact rules and the arithmetic of agreements are the real ones. Nothing is written anywhere: what
would be written to the database is kept in ``Supposed`` and laid over the facts that are handed in.
"""

from journeys.rehearsing.happenings import Happening
from journeys.rehearsing.rehearsal import Entry, Mail, Rehearsal, World

__all__ = ["Entry", "Happening", "Mail", "Rehearsal", "World"]
