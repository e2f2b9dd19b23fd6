"""What cannot be done about a debt, and why, in the words of both languages."""

from collections.abc import Mapping

from app.errors import ConflictError, InvalidError
from app.wording import Text


class RefusedError(ConflictError):
    """It cannot be done as things stand; ``texts`` says why."""

    def __init__(self, texts: Text) -> None:
        super().__init__(texts["en"])
        self.texts = texts


class UnfitError(InvalidError):
    """What was given cannot be used; ``texts`` says why, for each field."""

    def __init__(self, texts: Mapping[str, Text]) -> None:
        super().__init__(fields={name: text["en"] for name, text in texts.items()})
        self.texts = texts
