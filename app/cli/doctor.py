"""``cauce doctor``: is this installation fit to run?"""

import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from email.utils import parseaddr
from functools import partial

import click
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from app import house
from app.channels import configured, gateways, signing
from app.cli.console import say_json
from app.errors import ConfigError
from app.flow import repair
from app.insights import operations
from app.installation import Installation, opened
from migrations import is_current
from renderers import pages

DISK_LOW = 500 * 1024 * 1024  # bytes


@dataclass(frozen=True)
class Finding:
    """What one examination found, and what to do about it when it is not well."""

    name: str
    well: bool
    detail: str


def _database(installation: Installation) -> Finding:
    try:
        current = is_current(installation.db.engine)
    except SQLAlchemyError as error:
        return Finding("database", well=False, detail=f"The database does not answer: {type(error).__name__}.")
    if not current:
        return Finding("database", well=False, detail="The database is not up to date. Run: cauce migrate")
    return Finding("database", well=True, detail=f"{installation.db.engine.dialect.name}, up to date")


def _redis(installation: Installation) -> Finding:
    try:
        installation.queue.redis.ping()
    except RedisError:
        return Finding("redis", well=False, detail="Redis does not answer. Check REDIS_URL, or start it with: cauce up")
    return Finding("redis", well=True, detail="answers")


def _email(installation: Installation) -> Finding:
    try:
        channels = configured(gateways.without(installation.config))
    except ConfigError as error:
        return Finding("email", well=False, detail=str(error))
    if "email" not in channels:
        return Finding("email", well=False, detail="SMTP_URL is not set, so no email can be sent.")
    if "@" not in parseaddr(installation.config.mail_from)[1]:
        return Finding("email", well=False, detail="MAIL_FROM holds no address. Write it as Acme <post@acme.example>.")
    return Finding("email", well=True, detail="configured")


def _dkim(installation: Installation) -> Finding:
    """Whether mails are signed, and what the domain must publish for that; nobody is asked whether it does."""
    try:
        signer = signing.signer_of(installation.config)
    except ConfigError as error:
        return Finding("dkim", well=False, detail=str(error))
    if signer is None:
        return Finding("dkim", well=True, detail="mails are not signed; CAUCE_DKIM_KEY would name a key")
    name, text = signer.record
    return Finding("dkim", well=True, detail=f"signs; the DNS must hold at {name} the TXT record: {text}")


def _gateway(installation: Installation, channel: str) -> Finding:
    """One of the channels beside email, which an installation need not have."""
    setting, url = gateways.SETTINGS[channel], gateways.url_of(installation.config, channel)
    if not url:
        try:
            own = channel in configured(gateways.without(installation.config))
        except ConfigError:
            own = False  # whatever it is, its own setting or email's finding says so
        detail = "by an installed package" if own else f"not set up; {setting} would name its driver"
        return Finding(channel, well=True, detail=detail)
    try:
        opened_channel = gateways.open_channel(installation.config, channel)
        if opened_channel is not None:
            opened_channel.close()
        if channel == "letter" and not url.startswith("console:"):
            pages.library()
    except (ConfigError, pages.LayoutMissingError) as error:
        return Finding(channel, well=False, detail=str(error))
    return Finding(channel, well=True, detail=f"configured, by {url.partition(':')[0]}")


def _disk(installation: Installation) -> Finding:
    free = shutil.disk_usage(installation.config.home).free
    if free < DISK_LOW:
        return Finding("disk", well=False, detail=f"Only {free // 2**20} MB are free in {installation.config.home}.")
    return Finding("disk", well=True, detail=f"{free // 2**30} GB free")


def _contact_rules(installation: Installation) -> Finding:
    try:
        book = house.rule_book(installation.config.house_policy)
    except ConfigError as error:
        return Finding("contact rules", well=False, detail=str(error))
    return Finding("contact rules", well=True, detail=", ".join(one["id"] for one in book.sets() if one["in_force"]))


EXAMINATIONS: tuple[Callable[[Installation], Finding], ...] = (
    _database,
    _redis,
    _email,
    _dkim,
    *(partial(_gateway, channel=name) for name in gateways.SETTINGS),
    _disk,
    _contact_rules,
)

# What is looked at while the installation runs: a name, the alarms about it, and what to say when there are none.
RUNNING: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("workers", ("no_worker",), "alive"),
    ("ticker", ("no_ticker",), "active"),
    ("backlog", ("stuck", "messages_stuck"), "nothing waits too long"),
    ("dead letters", ("dead_letters",), "none"),
    ("unknown messages", ("unknown_messages",), "none"),
    ("failed jobs", ("failed_jobs",), "none in the last day"),
    ("clocks", ("clock_apart",), "in step with the database"),
    ("database sessions", ("old_snapshot",), "none holds an old snapshot"),
)


def _running(installation: Installation) -> list[Finding]:
    """How the work goes; only where database and Redis are well."""
    alarms = {alarm.code: alarm for alarm in operations.look(installation).alarms}
    findings = []
    for name, codes, well in RUNNING:
        raised = [f"{alarms[code].text['en']} {alarms[code].hint['en']}" for code in codes if code in alarms]
        findings.append(Finding(name, well=not raised, detail=" ".join(raised) or well))
    return findings


def _repaired(installation: Installation) -> Finding:
    done = repair.repair(installation)
    woken = ", ".join(done.woken) or "nothing"
    return Finding("repair", well=True, detail=f"woke {woken}; {done.released} held steps and messages go on")


@click.command()
@click.option("--repair", "repairing", is_flag=True, help="First wake the workers anew and let go what nobody holds.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(*, repairing: bool, as_json: bool) -> None:
    """Examine the installation and how its work goes. Exit code 0 when all is well.

    It looks at database, migrations, Redis, every channel, the signing of mails, disk and contact rules; where
    database and Redis are well also at workers, ticker, backlog, dead letters, messages of unknown fate, failed jobs,
    clocks and old database sessions.
    """
    with opened() as installation:
        findings = [examine(installation) for examine in EXAMINATIONS]
        if all(finding.well for finding in findings if finding.name in {"database", "redis"}):
            if repairing:
                findings.append(_repaired(installation))
            findings += _running(installation)
    if as_json:
        say_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            mark = click.style("ok  ", fg="green") if finding.well else click.style("ill ", fg="red")
            click.echo(f"{mark} {finding.name}: {finding.detail}")
    if not all(finding.well for finding in findings):
        sys.exit(1)
