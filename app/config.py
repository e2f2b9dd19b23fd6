"""The settings of an installation, read once from the environment."""

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from app import house, prices
from app.errors import ConfigError
from app.prices import Prices

Mode = Literal["production", "demo", "test"]

DEMO_SECRET = "cauce-demo-secret-not-for-production"  # noqa: S105 - a production start refuses this very value
SECRET_MIN_LENGTH = 32
SECRET_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
SOCKET_PATH_LIMIT = 100
HIGHEST_PORT = 65535
KEPT_FILE = "demo.json"
KEPT = ("CAUCE_MODE", "DATABASE_URL", "REDIS_URL", "PORT", "CAUCE_PUBLIC_URL", "SMTP_URL", "MAIL_FROM")
GATEWAYS = ("SMS_URL", "WHATSAPP_URL", "VOICE_URL", "LETTER_URL")
DEMO_GATEWAY = "mailbox:"  # of every channel but email, which has a mail server of its own
DEMO_PRICES = "USD email=0.001, sms=0.045, whatsapp=0.03, voice=0.06, letter=0.95, call=1.5"  # made up
DEMO_SENDER = "Cauce Demo <cobros@cauce.example>"
TRACKING = frozenset({"clicks", "opens"})
DKIM_SELECTOR = "cauce"
SELECTOR = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*", re.IGNORECASE)
SETTLEMENT_AUTHORITY = 15  # per cent
HIGHEST_PERCENT = 100
UPLOAD_LIMIT = 200 * 1024 * 1024  # bytes of a file to import
BODY_LIMIT = 4 * 1024 * 1024  # bytes of anything else that is sent over HTTP


@dataclass(frozen=True)
class Config:
    """Everything an installation can be told.

    ``home`` holds what is written to disk (database file, mailbox, uploads). The web server listens on ``bind`` and
    ``port``; ``public_url`` is the address that debtors reach, without a trailing slash. ``smtp_url`` is
    ``smtp://user:password@host:port`` or ``smtps://``, with ``?starttls=1`` where wanted; ``mail_from`` is the
    sender, ``Name <address>``; ``proxies`` is how many reverse proxies of one's own stand in front, so that the
    address of a caller is the caller's. ``house_policy`` is a TOML file of one's own contact rules.
    ``sms_url``, ``whatsapp_url``, ``voice_url`` and ``letter_url`` name the driver of each channel (see
    ``app.channels.gateways``); in a demo they keep what they get in its mailbox.
    Uploads are deleted after ``keep_uploads_days``; the history of a run is archived ``keep_history_days`` after its
    end; a person is erased ``keep_closed_days`` after their last account was closed, 0 is never. A step that was due
    ``stuck_minutes`` of wall time ago and that nobody took is an alarm. A web process keeps at most
    ``live_streams`` live views open. Webhooks of journeys are signed with one of ``webhook_secrets``, pairs of a name
    and the secret, and may call private addresses only of ``webhook_hosts``.
    Journeys offer settlements at up to ``settlement_authority`` per cent off; beyond that a supervisor must approve.
    With ``four_eyes``, what somebody wants to publish is published by somebody else. ``prices`` are those of messages.
    ``landing_page`` is the key of the page that links open where their message names none.
    ``tracking`` names what is followed up of mails, of ``TRACKING``; nothing is for people of the jurisdictions in
    ``untracked``. ``dkim_key`` is a private key, or the file that holds it; mails are signed with it as ``dkim_domain``
    (the sender's when empty) under ``dkim_selector``.
    """

    mode: Mode
    home: Path
    database_url: str
    redis_url: str
    secret_key: str
    public_url: str
    port: int
    smtp_url: str
    mail_from: str
    workers: int
    bind: str = "127.0.0.1"
    proxies: int = 0
    house_policy: Path | None = None
    keep_uploads_days: int = 30
    keep_history_days: int = 90
    keep_closed_days: int = 0
    stuck_minutes: int = 5
    live_streams: int = 16
    sms_url: str = ""
    whatsapp_url: str = ""
    voice_url: str = ""
    letter_url: str = ""
    webhook_secrets: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    webhook_hosts: frozenset[str] = frozenset()
    settlement_authority: int = SETTLEMENT_AUTHORITY
    four_eyes: bool = False
    prices: Prices | None = None
    landing_page: str = ""
    tracking: frozenset[str] = TRACKING
    untracked: frozenset[str] = frozenset()
    dkim_key: str = field(default="", repr=False)
    dkim_domain: str = ""
    dkim_selector: str = DKIM_SELECTOR

    @property
    def demo(self) -> bool:
        """Whether this installation runs on the demo clock with made-up people."""
        return self.mode == "demo"


def load(environ: Mapping[str, str] | None = None, *, serving: bool = True) -> Config:
    """Read the settings.

    A home in which a demo was started keeps that demo's settings, so that ``cauce import`` and the like reach it from
    another terminal; they count where the environment sets neither ``CAUCE_MODE`` nor ``CAUCE_SECRET_KEY``.
    ``serving`` says that people or workers will be served, so that a production start must be safe and the house
    policy must be one.

    Raises:
        ConfigError: a value or the house policy cannot be used, or a production start is not safe.
    """
    env: Mapping[str, str] = os.environ if environ is None else environ
    if not env.get("CAUCE_MODE") and not env.get("CAUCE_SECRET_KEY"):
        env = _kept(Path(env.get("CAUCE_HOME", "var"))) | dict(env)
    mode = _mode(env.get("CAUCE_MODE", "production"))
    home = Path(env.get("CAUCE_HOME", "var")).absolute()
    port = _number(env, "PORT", 8000)
    if not 1 <= port <= HIGHEST_PORT:
        raise ConfigError(f"PORT is {port}; it must be between 1 and {HIGHEST_PORT}.")
    otherwise = DEMO_GATEWAY if mode == "demo" else ""
    config = Config(
        mode=mode,
        home=home,
        database_url=_database(env.get("DATABASE_URL") or f"sqlite:///{home / 'cauce.db'}"),
        redis_url=env.get("REDIS_URL") or f"unix://{redis_socket(home)}",
        secret_key=env.get("CAUCE_SECRET_KEY") or (DEMO_SECRET if mode != "production" else ""),
        public_url=(env.get("CAUCE_PUBLIC_URL") or f"http://127.0.0.1:{port}").rstrip("/"),
        port=port,
        bind=env.get("CAUCE_BIND") or "127.0.0.1",
        smtp_url=env.get("SMTP_URL", ""),
        mail_from=env.get("MAIL_FROM") or DEMO_SENDER,
        workers=_number(env, "CAUCE_WORKERS", 2),
        proxies=_number(env, "CAUCE_PROXIES", 0),
        house_policy=Path(env["CAUCE_HOUSE_POLICY"]).absolute() if env.get("CAUCE_HOUSE_POLICY") else None,
        keep_uploads_days=_number(env, "CAUCE_KEEP_UPLOADS_DAYS", 30),
        keep_history_days=_number(env, "CAUCE_KEEP_HISTORY_DAYS", 90),
        keep_closed_days=_number(env, "CAUCE_KEEP_CLOSED_DAYS", 0),
        stuck_minutes=_number(env, "CAUCE_STUCK_MINUTES", 5),
        live_streams=_number(env, "CAUCE_LIVE_STREAMS", 16),
        sms_url=env.get("SMS_URL") or otherwise,
        whatsapp_url=env.get("WHATSAPP_URL") or otherwise,
        voice_url=env.get("VOICE_URL") or otherwise,
        letter_url=env.get("LETTER_URL") or otherwise,
        webhook_secrets=_secrets(env.get("CAUCE_WEBHOOK_SECRETS", "")),
        webhook_hosts=frozenset(env.get("CAUCE_WEBHOOK_HOSTS", "").replace(",", " ").lower().split()),
        settlement_authority=_percent(env, "CAUCE_SETTLEMENT_AUTHORITY", SETTLEMENT_AUTHORITY),
        four_eyes=_yes(env, "CAUCE_FOUR_EYES"),
        landing_page=env.get("CAUCE_LANDING_PAGE", ""),
        prices=prices.read(env.get("CAUCE_PRICES") or (DEMO_PRICES if mode == "demo" else "")),
        tracking=_tracking(env.get("CAUCE_TRACKING") or ",".join(TRACKING)),
        untracked=frozenset(env.get("CAUCE_UNTRACKED", "").replace(",", " ").upper().split()),
        dkim_key=env.get("CAUCE_DKIM_KEY", ""),
        dkim_domain=_selector("CAUCE_DKIM_DOMAIN", env.get("CAUCE_DKIM_DOMAIN", "")),
        dkim_selector=_selector("CAUCE_DKIM_SELECTOR", env.get("CAUCE_DKIM_SELECTOR") or DKIM_SELECTOR),
    )
    if mode == "production" and serving:
        _refuse_unsafe(config, env)
    if serving:
        house.rule_book(config.house_policy)
    return config


def keep(home: Path, environ: Mapping[str, str]) -> None:
    """Keep a demo's settings in its home; only its owner may read them, since a database's address holds a password."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / KEPT_FILE
    path.touch(mode=0o600)
    path.write_text(
        json.dumps({name: environ[name] for name in (*KEPT, *GATEWAYS) if name in environ}), encoding="utf-8"
    )


def _kept(home: Path) -> dict[str, str]:
    path = home / KEPT_FILE
    if not path.is_file():
        return {}
    kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return kept


def redis_socket(home: Path) -> Path:
    """Where the embedded Redis of this installation listens.

    A Unix socket's path may hold about 100 bytes; a home deeper than that gets a short name in the temporary folder.
    """
    path = home / "redis.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_LIMIT:
        return path
    return Path(tempfile.gettempdir()) / f"cauce-{hashlib.sha256(os.fsencode(home)).hexdigest()[:12]}.sock"


def _mode(value: str) -> Mode:
    modes: dict[str, Mode] = {"production": "production", "demo": "demo", "test": "test"}
    if value in modes:
        return modes[value]
    raise ConfigError(f"CAUCE_MODE is {value!r}; it must be production, demo or test.")


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name) or str(default)
    if not (value.isascii() and value.isdigit()):
        raise ConfigError(f"{name} is {value!r}; it must be a whole number.")
    return int(value)


def _percent(env: Mapping[str, str], name: str, default: int) -> int:
    value = _number(env, name, default)
    if value > HIGHEST_PERCENT:
        raise ConfigError(f"{name} is {value}; it must be between 0 and {HIGHEST_PERCENT}.")
    return value


def _yes(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name) or "0"
    if value not in {"0", "1"}:
        raise ConfigError(f"{name} is {value!r}; it must be 1 for yes or 0 for no.")
    return value == "1"


def _tracking(given: str) -> frozenset[str]:
    wanted = frozenset(given.replace(",", " ").lower().split())
    if wanted == {"off"}:
        return frozenset()
    if wanted <= TRACKING:
        return wanted
    raise ConfigError(f"CAUCE_TRACKING is {given!r}; it must be off, clicks, opens, or clicks,opens.")


def _selector(name: str, value: str) -> str:
    """A name of the DNS, or nothing."""
    if value and not SELECTOR.fullmatch(value):
        raise ConfigError(f"{name} is {value!r}; it must be a name of the DNS, such as mail.acme.example.")
    return value


def _secrets(given: str) -> tuple[tuple[str, str], ...]:
    """The secrets that webhooks of journeys are signed with, by the names that journeys know them by."""
    pairs = [one.partition("=")[::2] for one in given.replace(",", " ").split()]
    for place, (name, secret) in enumerate(pairs, 1):
        if not SECRET_NAME.fullmatch(name) or len(secret) < SECRET_MIN_LENGTH:
            raise ConfigError(
                f"CAUCE_WEBHOOK_SECRETS must look like name=secret,other=secret: names of small letters, digits, - and "
                f"_, and secrets of at least {SECRET_MIN_LENGTH} characters. Something is wrong with number {place}."
            )
    return tuple(pairs)


def _database(url: str) -> str:
    """Use psycopg 3 for any spelling of a PostgreSQL address."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    if url.startswith(("postgresql+psycopg://", "sqlite:///")):
        return url
    raise ConfigError("DATABASE_URL must start with postgresql:// or sqlite:///.")


def _refuse_unsafe(config: Config, env: Mapping[str, str]) -> None:
    if config.secret_key == DEMO_SECRET or len(config.secret_key) < SECRET_MIN_LENGTH:
        raise ConfigError(
            f"CAUCE_SECRET_KEY must be set to a secret of at least {SECRET_MIN_LENGTH} characters of your own. "
            'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    if not env.get("CAUCE_PUBLIC_URL"):
        raise ConfigError("CAUCE_PUBLIC_URL must be set to the address that debtors reach: https://pay.example.com")
    if config.smtp_url and config.mail_from == DEMO_SENDER:
        raise ConfigError("MAIL_FROM must be set to the sender of your mails: Acme <collections@example.com>")
