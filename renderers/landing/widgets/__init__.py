"""Every widget of a landing page, one file each."""

from collections.abc import Mapping
from types import MappingProxyType

from renderers.landing.widget import Widget
from renderers.landing.widgets import (
    button,
    column,
    columns,
    countdown,
    debts,
    dispute,
    divider,
    document,
    faq,
    footer,
    heading,
    help,  # noqa: A004 - the widget of this name
    icon,
    image,
    logo,
    owed,
    pay,
    plans,
    preferences,
    promise,
    qr,
    question,
    section,
    settlement,
    spacer,
    text,
    verify,
    video,
)

_MODULES = (
    *(section, columns, column, heading, text, image, icon, button, divider, spacer, logo),
    *(verify, owed, debts, pay, plans, promise, settlement, dispute, help, preferences),
    *(qr, document, faq, question, video, countdown, footer),
)

WIDGETS: Mapping[str, Widget] = MappingProxyType({one.WIDGET.tag: one.WIDGET for one in _MODULES})
"""By tag, in the order of the palette."""
