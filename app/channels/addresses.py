"""Where a channel sends to, as its setting says it in one address: taken apart, and what is wrong said plainly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from app.errors import ConfigError
from app.store.rates import Limit

FASTEST = 10_000.0  # messages a second


@dataclass(frozen=True)
class Address:
    """``scheme://user:password@host:port/path?options`` of the setting that is named."""

    setting: str
    scheme: str
    user: str
    password: str
    host: str
    port: int | None
    path: str
    options: Mapping[str, str]

    def know(self, *names: str) -> None:
        """Refuse options of any other name with a ConfigError."""
        strange = sorted(set(self.options) - set(names))
        if strange:
            known = ", ".join(names) or "none"
            raise ConfigError(f"{self.setting} has the option {strange[0]!r}; there is {known}.")

    def need(self, name: str) -> str:
        """An option that must be there."""
        value = self.options.get(name, "")
        if not value:
            raise ConfigError(f"{self.setting} needs the option {name!r}, as in ?{name}=...")
        return value

    def limits(self, channel: str, account: str) -> tuple[Limit, ...]:
        """How fast one may send: ``rate`` over this channel, ``account_rate`` over all of the provider's account."""
        found = (("rate", f"channel:{channel}"), ("account_rate", f"account:{account}"))
        return tuple(Limit(name, self._rate(option)) for option, name in found if option in self.options)

    def _rate(self, option: str) -> float:
        try:
            rate = float(self.options[option])
        except ValueError:
            rate = 0.0
        if not 0 < rate <= FASTEST:
            raise ConfigError(
                f"{self.setting} has {option}={self.options[option]}; it must be messages a second, such as 10 or 0.5."
            )
        return rate


def read(setting: str, url: str, schemes: Sequence[str]) -> Address:
    """Take an address apart.

    Raises:
        ConfigError: it is none, or none of these schemes.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ConfigError(f"{setting} cannot be read: its port must be a number.") from None
    if parts.scheme not in schemes:
        raise ConfigError(f"{setting} must begin with one of {', '.join(f'{one}:' for one in schemes)}")
    return Address(
        setting=setting,
        scheme=parts.scheme,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=parts.hostname or "",
        port=port,
        path=unquote(parts.path),
        options=dict(parse_qsl(parts.query, keep_blank_values=True)),
    )
