"""Who may do what: the one table of roles, API key scopes and permissions."""

from collections.abc import Iterable
from enum import StrEnum

from app.models import Role


class Permission(StrEnum):
    """One thing that somebody may be allowed to do."""

    journeys_read = "journeys:read"
    journeys_edit = "journeys:edit"
    journeys_publish = "journeys:publish"
    journeys_run = "journeys:run"  # pause, resume, stop, archive
    templates_edit = "templates:edit"  # what marketers make: designs, their pictures, brand kits
    templates_publish = "templates:publish"
    segments_read = "segments:read"
    segments_edit = "segments:edit"
    fields_index = "fields:index"  # make fields of one's own fast to search
    debtors_read = "debtors:read"
    debtors_erase = "debtors:erase"
    events_record = "events:record"  # those of the customer's own
    flags_set = "flags:set"  # disputed, deceased, vulnerable and the like
    messages_read = "messages:read"
    tasks_read = "tasks:read"
    tasks_work = "tasks:work"  # take tasks and say how they ended
    tasks_approve = "tasks:approve"  # answer what supervisors are asked
    parties_edit = "parties:edit"  # who else answers for a debt
    agreements_read = "agreements:read"  # promises, plans, settlements
    agreements_work = "agreements:work"  # make them, and say how the debtor answered
    payments_book = "payments:book"  # payments received elsewhere
    imports_read = "imports:read"
    imports_run = "imports:run"
    operations_read = "operations:read"  # health, queue, what is stuck or failed
    operations_run = "operations:run"  # repair, replay, skip, release
    users_manage = "users:manage"
    keys_manage = "keys:manage"
    audit_read = "audit:read"


class Scope(StrEnum):
    """What an API key is good for."""

    read = "read"
    write = "write"
    import_ = "import"


P = Permission
EVERYTHING = frozenset(Permission)

ROLES: dict[Role, frozenset[Permission]] = {
    Role.admin: EVERYTHING,
    Role.strategist: frozenset(
        {
            P.journeys_read,
            P.journeys_edit,
            P.journeys_publish,
            P.journeys_run,
            P.templates_edit,
            P.templates_publish,
            P.segments_read,
            P.segments_edit,
            P.debtors_read,
            P.events_record,
            P.flags_set,
            P.messages_read,
            P.tasks_read,
            P.agreements_read,
            P.parties_edit,
            P.imports_read,
            P.imports_run,
            P.operations_read,
            P.operations_run,
        }
    ),
    Role.marketer: frozenset(
        {
            P.journeys_read,
            P.templates_edit,
            P.templates_publish,
            P.segments_read,
            P.segments_edit,
            P.debtors_read,
            P.messages_read,
        }
    ),
    Role.agent: frozenset(
        {
            P.journeys_read,
            P.segments_read,
            P.debtors_read,
            P.events_record,
            P.flags_set,
            P.messages_read,
            P.tasks_read,
            P.tasks_work,
            P.agreements_read,
            P.agreements_work,
            P.parties_edit,
        }
    ),
    Role.supervisor: frozenset(
        {
            P.journeys_read,
            P.journeys_run,
            P.segments_read,
            P.debtors_read,
            P.events_record,
            P.flags_set,
            P.messages_read,
            P.tasks_read,
            P.tasks_work,
            P.tasks_approve,
            P.agreements_read,
            P.agreements_work,
            P.payments_book,
            P.parties_edit,
            P.imports_read,
            P.imports_run,
            P.operations_read,
            P.operations_run,
        }
    ),
    Role.auditor: frozenset(
        {
            P.journeys_read,
            P.segments_read,
            P.debtors_read,
            P.messages_read,
            P.tasks_read,
            P.agreements_read,
            P.imports_read,
            P.operations_read,
            P.audit_read,
        }
    ),
}

# A key never manages users or keys: whoever holds one cannot make themselves another.
SCOPES: dict[Scope, frozenset[Permission]] = {
    Scope.read: frozenset(
        {
            P.journeys_read,
            P.segments_read,
            P.debtors_read,
            P.messages_read,
            P.tasks_read,
            P.agreements_read,
            P.imports_read,
            P.operations_read,
        }
    ),
    Scope.write: frozenset(
        {
            P.journeys_read,
            P.journeys_edit,
            P.journeys_publish,
            P.journeys_run,
            P.segments_read,
            P.segments_edit,
            P.events_record,
            P.flags_set,
            P.tasks_read,
            P.tasks_work,
            P.agreements_read,
            P.agreements_work,
            P.payments_book,
            P.parties_edit,
            P.operations_read,
            P.operations_run,
        }
    ),
    Scope.import_: frozenset({P.imports_read, P.imports_run}),
}


def of_role(role: str) -> frozenset[Permission]:
    """What a role allows."""
    return ROLES[Role(role)]


def of_scopes(scopes: Iterable[str]) -> frozenset[Permission]:
    """What an API key with these scopes allows; a scope that is no longer known allows nothing."""
    known = [Scope(scope) for scope in scopes if scope in set(Scope)]
    return frozenset().union(*(SCOPES[scope] for scope in known))
