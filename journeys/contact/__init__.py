"""Whether a person may be contacted: now, not before an instant, or never, and by which rule.

Rule sets are data (``rules/*.toml``), one per jurisdiction, each rule with its legal source and how sure we are. All
that apply to a person hold at once, so the strictest wins; a house policy only adds to them. Nothing here reads a
clock or a database: ``now`` and past contacts are handed in, so that the same engine can run in a static check, a
simulation and the live send.
"""

from journeys.contact.decisions import Contact, Decision, Never, NotBefore, Now, Person
from journeys.contact.gate import RuleBook
from journeys.contact.rules import RuleError

__all__ = ["Contact", "Decision", "Never", "NotBefore", "Now", "Person", "RuleBook", "RuleError"]
