"""What can be wrong with a template, as its author is told."""

from dataclasses import dataclass
from typing import Literal

from app.wording import Text


@dataclass(frozen=True)
class DesignProblem:
    """One thing to mend, or to think about, in a template; ``block`` is the component of the editor, where known."""

    severity: Literal["error", "warning"]
    code: str
    message: Text
    hint: Text
    language: str = ""
    variant: str = ""
    block: str = ""
