"""Loading a file: look at all of it, convert all of it, and only then write, so that a broken file changes nothing.

The good rows are written in chunks of a few thousand, a transaction each. A crash in between leaves whole chunks
behind; running the same import again completes it, because it writes what a row says, not what is new in it.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Dictionary
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from app.crm import mapping as mappings
from app.crm.convert import Converter
from app.crm.files import open_table, show
from app.crm.mapping import PORTFOLIO_LIMIT, Mapping
from app.crm.plan import OwnField, Plan, begin_survey, make_plan
from app.crm.reasons import MappingError, reason
from app.crm.record import Record, Rejection
from app.crm.rejects import FOLDER, Rejects, free_path
from app.crm.table import SourceRow, Table
from app.installation import Installation
from app.store import imports
from app.store.loading import load_chunk
from app.store.spool import Spool

CHUNK = 2000  # accounts a transaction
PULSE = 1000  # rows between two reports of progress
REF_LIMIT = 200

Phase = Literal["reading", "checking", "loading"]


@dataclass(frozen=True)
class Progress:
    """How far a load is: rows done of ``total`` in this phase (None: not known yet), of ``rows`` in the file."""

    phase: Phase
    done: int
    total: int | None
    rows: int | None


@dataclass(frozen=True)
class LoadResult:
    """What a load did. ``rows`` = created + updated + unchanged + refused; no refused rows, no rejects file."""

    rows: int
    created: int
    updated: int
    unchanged: int
    refused: int
    rejects_path: Path | None

    def counts(self) -> dict[str, int]:
        """As the list of imports keeps it."""
        return {
            "rows_total": self.rows,
            "rows_done": self.rows,
            "created": self.created,
            "updated": self.updated,
            "refused": self.refused,
        }

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self) | {"rejects_path": str(self.rejects_path) if self.rejects_path else None}


@dataclass(frozen=True)
class Preview:
    """The first rows as they would be loaded, and why rows among all that were looked at would be refused."""

    rows: list[dict[str, Any]]
    problems: list[Rejection]


Report = Callable[[Progress], None]


def load(  # noqa: PLR0913 - what a load is told
    installation: Installation,
    path: Path,
    mapping: Mapping,
    portfolio: str | None = None,
    *,
    progress: Report | None = None,
    rejects_path: Path | None = None,
    language: str = "en",
) -> LoadResult:
    """Load a file into a portfolio, which is made when there is none of that name.

    ``language`` is that of the reasons in the rejects file, which lies beside the source unless ``rejects_path``
    says otherwise. Waking the flow is the caller's part.

    Raises:
        ImportRefusedError: the file or the mapping cannot be used; nothing was changed.
    """
    report = progress or _silent
    name = portfolio_name(mapping, portfolio)
    table, plan, total = _prepare(installation, path, mapping, report)
    now = installation.clock.now()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="load-", dir=_scratch(installation)))
        spool = Spool(Path(folder) / "rows.db")
        stack.callback(spool.close)
        rejects_to = rejects_path or free_path(path, installation.config.home)
        rejects = stack.enter_context(Rejects(rejects_to, table, language))
        _convert_all(table, plan, name, spool, rejects, _counted(report, "checking", total, total))
        target = _Target(name, plan.own, now)
        created, updated = _write(
            installation, spool, target, _counted(report, "loading", total - rejects.count, total)
        )
    unchanged = total - rejects.count - created - updated
    found = rejects_to if rejects.count else None
    return LoadResult(total, created, updated, unchanged, rejects.count, found)


@dataclass(frozen=True)
class _Target:
    """Where records go: a portfolio, the fields they bring, and the time of the load."""

    portfolio: str
    own: Sequence[OwnField]
    now: datetime


def _write(installation: Installation, spool: Spool, target: _Target, step: Callable[[int], None]) -> tuple[int, int]:
    """Write everything that was kept; how many accounts are new, and how many changed."""
    created = updated = done = 0
    portfolio_id: int | None = None
    for chunk in spool.chunks(CHUNK):
        with installation.db.write() as session:
            if portfolio_id is None:
                portfolio_id = imports.portfolio_id(session, target.portfolio, target.now)
                imports.register_fields(session, [asdict(field) for field in target.own], target.now)
            loaded = load_chunk(session, portfolio_id, chunk, target.now)
        created, updated, done = created + loaded.created, updated + loaded.updated, done + len(chunk)
        step(done)
    return created, updated


def preview(installation: Installation, path: Path, mapping: Mapping, *, limit: int = 20) -> Preview:
    """Convert the first rows without writing anything.

    Raises:
        ImportRefusedError: the file or the mapping cannot be used.
    """
    table, plan, _ = _prepare(installation, path, mapping, _silent)
    converter = Converter(plan)
    shown: list[dict[str, Any]] = []
    problems: list[Rejection] = []
    for row in table.rows():
        found = converter.convert(row)
        if isinstance(found, Rejection):
            problems.append(found)
        elif len(shown) < limit:
            shown.append(_as_fields(found))
        if len(problems) >= limit or (len(shown) >= limit and row.number > limit * 50):
            break
    return Preview(shown, problems)


def portfolio_name(mapping: Mapping, portfolio: str | None) -> str:
    """The portfolio that a load goes into: the one that was said, else the mapping's.

    Raises:
        MappingError: neither says one, or it is too long.
    """
    name = " ".join((portfolio or mapping.portfolio or "").split())
    if not name:
        raise MappingError(reason("no_portfolio"))
    if len(name) > PORTFOLIO_LIMIT:
        raise MappingError(reason("long_portfolio"))
    return name


def _prepare(installation: Installation, path: Path, mapping: Mapping, report: Report) -> tuple[Table, Plan, int]:
    """Open the file, hold the mapping against it, and look at every value."""
    table = open_table(path)
    with installation.db.read() as session:
        known = imports.own_fields(session)
    mappings.check(mapping, table.columns, known)
    survey = begin_survey(mapping, table.columns, known)
    survey.see(_watched(table.rows(), lambda done: report(Progress("reading", done, None, None))))
    today = installation.clock.now().date()
    plan = make_plan(mapping, table.columns, known, survey, today)
    _check_defaults(plan)
    return table, _with_samples(plan, table), survey.guard.rows


def _check_defaults(plan: Plan) -> None:
    """Refuse a default that no row could use, rather than every row for it."""
    likely = {"account.ref": "1", "account.principal": "1"}
    if "account.currency" not in plan.defaults and "debtor.jurisdiction" not in plan.defaults:
        likely["debtor.jurisdiction"] = "ES"
    found = Converter(replace(plan, slots=(), defaults=likely | plan.defaults)).convert(SourceRow(0, ()))
    if isinstance(found, Rejection):
        texts = {
            language: reason("bad_default", field=found.column, reason=found.reason[language])[language]
            for language in ("es", "en")
        }
        raise MappingError(texts)


def _with_samples(plan: Plan, table: Table) -> Plan:
    """Give own fields a sample from the file; of what is personal, only its shape."""
    if not plan.own:
        return plan
    places = {slot.field: slot.place for slot in plan.slots}
    missing = {f"{field.scope}.{field.name}" for field in plan.own}
    samples: dict[str, str] = {}
    for row in table.rows():
        for name in list(missing):
            cell = row.cells[places[name]]
            if cell is not None:
                samples[name] = show(cell)
                missing.discard(name)
        if not missing:
            break
    own = tuple(_sampled(field, samples.get(f"{field.scope}.{field.name}")) for field in plan.own)
    return replace(plan, own=own)


def _sampled(field: OwnField, sample: str | None) -> OwnField:
    if sample is None:
        return field
    return replace(field, sample="•••" if field.personal else sample[:200])


def _convert_all(  # noqa: PLR0913, PLR0917 - what a conversion goes between
    table: Table, plan: Plan, portfolio: str, spool: Spool, rejects: Rejects, step: Callable[[int], None]
) -> None:
    converter = Converter(plan)
    for row in _watched(table.rows(), step):
        found = converter.convert(row)
        if isinstance(found, Record):
            refused = _keep(spool, found, portfolio, row)
            if refused is None:
                continue
            found = refused
        rejects.add(found)


def _keep(spool: Spool, record: Record, portfolio: str, row: SourceRow) -> Rejection | None:
    """Keep a record for writing, unless its reference came before."""
    ref = record.account["ref"]
    debtor = record.debtor["ref"] or f"{portfolio}:{ref}"
    if len(debtor) > REF_LIMIT:
        return Rejection(row, None, reason("too_long", limit=REF_LIMIT))
    record.debtor["ref"] = debtor
    earlier = spool.add(row.number, ref, debtor, record.to_json())
    return None if earlier is None else Rejection(row, None, reason("duplicate", value=ref, row=earlier))


def _as_fields(record: Record) -> dict[str, Any]:
    """A record as the studio shows it: by field, without what is empty."""
    fields: dict[str, Any] = {"_row": record.row}
    for scope, values in (("debtor", {**record.debtor, **_said(record)}), ("account", record.account)):
        custom: Dictionary[str, Any] = values["custom"]
        plain = {name: value for name, value in values.items() if name != "custom"} | dict(custom)
        fields |= {f"{scope}.{name}": value for name, value in plain.items() if value is not None}
    for kind, value in record.points:
        fields.setdefault(f"debtor.{kind}", value)
    return fields


def _said(record: Record) -> dict[str, Any]:
    return {name: record.debtor[name] or value for name, value in record.assumed.items()}


def _watched(rows: Iterator[SourceRow], step: Callable[[int], None]) -> Iterator[SourceRow]:
    for done, row in enumerate(rows, start=1):
        yield row
        if done % PULSE == 0:
            step(done)


def _counted(report: Report, phase: Phase, total: int, rows: int) -> Callable[[int], None]:
    return lambda done: report(Progress(phase, done, total, rows))


def _scratch(installation: Installation) -> Path:
    folder = installation.config.home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _silent(progress: Progress) -> None:
    del progress
