"""What can be wrong with a template, a personalisation or a mail."""


class RenderError(Exception):
    """Something that was to be rendered cannot be."""


class TemplateError(RenderError):
    """A template cannot be used; the message tells its author why, in one plain sentence.

    ``line`` and ``column`` count from 1 in the document the author wrote; they are None where the place is unknown.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column

    def __str__(self) -> str:
        if self.line is None:
            return self.message
        return f"{self.message} (line {self.line}, column {self.column or 1})"


class DesignError(TemplateError):
    """A document cannot be used as it is.

    ``language`` and ``variant`` say where, as far as that is known; ``block`` is the component of the editor.
    """

    def __init__(self, message: str, *, block: str = "", language: str = "", variant: str = "") -> None:
        super().__init__(message)
        self.block, self.language, self.variant = block, language, variant


class MissingTokenError(RenderError):
    """A token that the template needs has no value for this person; the message must be held."""

    def __init__(self, token: str) -> None:
        super().__init__(f"The token {token} has no value.")
        self.token = token


class MailError(RenderError):
    """A mail cannot be built, because of an address or a header that no mail may carry."""
