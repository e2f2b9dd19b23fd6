"""From a document of the studio to what is published: checked, compiled, and looked at as somebody would get it."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.config import Config
from app.flow import beside, link_check, reviewing
from app.flow.compose import conditions_of
from app.flow.design_problem import DesignProblem
from app.flow.reviewing import Link
from app.store import asked_fields, brands, fields, samples
from app.store.fields import Field
from app.store.templates import Edition
from app.store.vocabulary import infos
from app.wording import Text
from journeys.condition_check import check_condition
from journeys.conditions import condition_faults
from journeys.problems import CheckContext
from journeys.wording import fill
from renderers import conditions
from renderers.brand import Brand, write_brand
from renderers.designs.dialect import EMAIL, Dialect
from renderers.designs.documents import Written, require_sound, written
from renderers.designs.page import PAGE
from renderers.designs.project import read_project
from renderers.designs.source import write_source
from renderers.document import Element
from renderers.errors import DesignError, TemplateError
from renderers.gallery import TemplateFile
from renderers.refusals import in_words
from renderers.review import Review, known_tokens
from renderers.sources import Source, compile_source, source_of, variables_of

OWN = ("list.", "item.", "show.", "link.files")
"""How the tokens begin that are no fields: lists, what a round goes through, and flags that a condition sets."""

DIALECTS = {"email": EMAIL, "page": PAGE}
"""What is made of blocks, and of which."""

OF_A_DEBT = "debt."
REPEATED: Text = {
    "es": "Este dato solo sirve dentro de un bloque que se repite por cada deuda.",
    "en": "This detail works only inside a block that is repeated for each debt.",
}
UNUSABLE: Text = {
    "es": "La condición de este bloque no se puede usar: {why}",
    "en": "The condition of this block cannot be used: {why}",
}


@dataclass(frozen=True)
class Looked:
    """What a look at a document found: its problems, its variants with what is compiled of each, and its brand.

    ``gone`` are the fields that its conditions ask about and that are none.
    """

    problems: list[DesignProblem]
    variants: list[tuple[Written, Source]]
    brand: Brand
    links: Sequence[Link] = ()
    gone: frozenset[str] = frozenset()

    @property
    def sound(self) -> bool:
        """Whether nothing keeps it from being published."""
        return all(one.severity != "error" for one in self.problems)


def look(session: Session, channel: str, document: Mapping[str, Any]) -> Looked:
    """Check a document, and compile each of its variants in the colours of its brand.

    Raises:
        DesignError: it is not built as a document of this channel must be, so that it cannot even be kept.
    """
    require_sound(channel, document)
    brand = brands.of_key(session, document.get("brand", ""))
    try:
        variants = [(one, source_of(channel, one.language, one.words, brand)) for one in written(document)]
    except DesignError as error:
        return Looked([_unusable(error, error.language, error.variant, error.block)], [], brand)
    known = fields.all_fields(session)
    asked = frozenset[str]().union(*(asked_fields.of_source(source) for _, source in variants))
    problems = [one for pair in variants for one in _problems(*pair, known, document)]
    return Looked(problems, variants, brand, gone=asked - known.keys())


def examine(session: Session, config: Config, channel: str, document: Mapping[str, Any], now: datetime) -> Looked:
    """As ``look``, and all that is to be thought of before it is published, but for links that lead nowhere.

    Raises:
        DesignError: as ``look`` does.
    """
    looked = look(session, channel, document)
    if not looked.sound:
        return looked
    known = beside.gather(session, channel, document, looked.variants, looked.brand, now)
    told = reviewing.review(session, channel, looked.variants, config, known)
    return replace(looked, problems=[*looked.problems, *told.problems], links=told.links)


def dead_links(looked: Looked, config: Config) -> list[DesignProblem]:
    """Its links that do not answer, each at its block. Takes seconds and needs the network, but no transaction."""
    found = link_check.check((one.address for one in looked.links), config)
    return [
        reviewing.problem_of(found[one.address], one.language, one.variant, one.block)
        for one in looked.links
        if one.address in found
    ]


def gone(template: TemplateFile, known: AbstractSet[str]) -> list[str]:
    """What a template says or asks about that is no field any more, so that its messages are held for it, in order."""
    try:
        said = frozenset().union(*(variables_of(source) for source in template.written()))
    except TemplateError:
        return []  # it was written by hand and cannot be read: the check tells of it
    tokens = {name for name in said - known - samples.brought() if not name.startswith((*OWN, OF_A_DEBT))}
    return sorted(tokens | (asked_fields.of_template(template) - known))


def sources(channel: str, document: Mapping[str, Any], brand: Brand) -> dict[str, Source]:
    """The first variant of each language of a document.

    Raises:
        DesignError: it cannot be used.
    """
    require_sound(channel, document)
    found: dict[str, Source] = {}
    for one in written(document):
        found.setdefault(one.language, source_of(channel, one.language, one.words, brand))
    return found


def edition(looked: Looked, document: Mapping[str, Any]) -> Edition:
    """What is published of a document in which nothing is wrong."""
    languages: dict[str, Mapping[str, str]] = {}
    variants: dict[str, list[dict[str, Any]]] = {}
    for one, _ in looked.variants:
        languages.setdefault(one.language, one.words)
        found = {"id": one.variant, "share": one.share, "words": dict(one.words)}
        variants.setdefault(one.language, []).append(found)
    competing = {language: found for language, found in variants.items() if len(found) > 1}
    kit = {"key": looked.brand.key, "name": looked.brand.name, "kit": write_brand(looked.brand)}
    return Edition(languages, competing, kit, document.get("page", ""))


def _problems(
    one: Written, source: Source, every: Mapping[str, Field], document: Mapping[str, Any]
) -> Iterator[DesignProblem]:
    try:
        template = compile_source(source)
    except TemplateError as error:
        yield _unusable(error, one.language, one.variant, _block(one, error, document))
        return
    for flag, condition in conditions_of(template).items():
        for message, hint in _faults(condition, every):
            block = _block_shown_if(one, flag, document)
            yield DesignProblem("error", "unusable_condition", message, hint, one.language, one.variant, block)
    known = frozenset(fields.as_tokens(every))
    guarded = samples.brought() - template.required  # what our blocks say only where it is known
    for name in sorted(template.variables - known - guarded):
        if not name.startswith(OWN):
            yield _unknown(one, name, known, _block_using(one, name, document))


def _faults(condition: Mapping[str, Any], every: Mapping[str, Field]) -> list[tuple[Text, Text]]:
    """What is wrong with a condition, and what to do: why it is none, else which of its comparisons can never hold."""
    found = condition_faults(condition)[:1]
    if found:
        return [(fill(UNUSABLE, why=one.message), one.hint) for one in found]
    here = CheckContext(fields=infos(every), templates={}, channels=frozenset())
    return [(one.message, one.hint) for one in check_condition(condition, here, None, conditions.ATTRIBUTE)]


def _block(one: Written, error: TemplateError, document: Mapping[str, Any]) -> str:
    """The block of a mail or a page that a fault of its words is about."""
    dialect = DIALECTS.get(document["channel"])
    return "" if dialect is None else write_source(_tree(one, document, dialect), dialect).block_at(error.line)


def _block_using(one: Written, token: str, document: Mapping[str, Any]) -> str:
    """The first block of a mail or a page that uses a token."""
    dialect = DIALECTS.get(document["channel"])
    tree = None if dialect is None else _tree(one, document, dialect)
    return Review(document["channel"], one.language, tree=tree).block_of_token(token)


def _block_shown_if(one: Written, flag: str, document: Mapping[str, Any]) -> str:
    """The first block of a mail or a page that is shown under the condition of this flag."""
    tree = _tree(one, document, DIALECTS[document["channel"]])
    holders = ((each, each.attributes.get(conditions.ATTRIBUTE, "")) for each in tree.walk())
    flags = ((each, conditions.flag_of(conditions.read(each, written))) for each, written in holders if written.strip())
    return next((each.attributes.get("id", "") for each, found in flags if found == flag), "")


def _tree(one: Written, document: Mapping[str, Any], dialect: Dialect) -> Element:
    variants = document["languages"][one.language]["variants"]
    content = next(each["content"] for each in variants if each["id"] == one.variant)
    return read_project(content["project"], dialect)


def _unusable(error: TemplateError, language: str, variant: str, block: str) -> DesignProblem:
    why = in_words(error.message if block else str(error))  # who sees the block needs no line and column
    return DesignProblem(
        "error",
        "unusable_design",
        {"es": f"Esto no se puede usar: {why['es']}", "en": f"This cannot be used: {why['en']}"},
        {"es": "Cámbielo en el editor.", "en": "Change it in the editor."},
        language,
        variant,
        block,
    )


def _unknown(one: Written, name: str, known: frozenset[str], block: str) -> DesignProblem:
    return DesignProblem(
        "error",
        "unknown_token_in_design",
        {"es": f"No hay ningún dato «{name}».", "en": f"There is no detail “{name}”."},
        REPEATED if name.startswith(OF_A_DEBT) else known_tokens.did_you_mean(name, known),
        one.language,
        one.variant,
        block,
    )
