"""The errors Cauce raises for what should not happen; the docstring of each is its default message."""


class CauceError(Exception):
    """Something went wrong."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (self.__doc__ or "").strip())


class ConfigError(CauceError):
    """A setting is missing or cannot be used."""


class NotFoundError(CauceError):
    """There is no such thing here."""


class ConflictError(CauceError):
    """Somebody else changed this in the meantime."""


class InvalidError(CauceError):
    """What was sent cannot be used.

    ``fields`` maps the name of each faulty field to one plain sentence.
    """

    def __init__(self, message: str | None = None, fields: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = fields or {}


class DeliveryError(CauceError):
    """A message could not be handed to its channel.

    ``permanent`` says that trying again is pointless; ``unknown`` says that nobody
    knows whether the provider took the message (a time-out after it was handed over).
    """

    def __init__(self, message: str, *, permanent: bool, unknown: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.unknown = unknown
