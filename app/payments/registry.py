"""Which payment providers an installation has.

Cauce's own stand in ``BUILT_IN``. Third parties register a factory, ``(Config) -> Provider | None``, under the entry
point group ``cauce.payments``; None says that the provider is not set up here.
"""

from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import entry_points

from app.config import Config
from app.errors import ConfigError
from app.payments import sandbox
from app.payments.contract import Provider

GROUP = "cauce.payments"

Factory = Callable[[Config], Provider | None]

BUILT_IN: tuple[Factory, ...] = (sandbox.open_sandbox,)


def providers(config: Config, factories: Iterable[Factory] | None = None) -> Mapping[str, Provider]:
    """The providers that are set up here, by name; a third party's come before the sandbox.

    Raises:
        ConfigError: two providers have the same name.
    """
    if factories is None:
        factories = [*(found.load() for found in entry_points(group=GROUP)), *BUILT_IN]
    known: dict[str, Provider] = {}
    for factory in factories:
        provider = factory(config)
        if provider is None:
            continue
        if provider.name in known:
            raise ConfigError(f"Two payment providers are called {provider.name!r}; uninstall one of them.")
        known[provider.name] = provider
    return known
