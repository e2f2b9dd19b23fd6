"""All blocks of an email, in the order of the palette."""

from collections.abc import Mapping
from types import MappingProxyType

from renderers.blocks import (
    debts,
    facts,
    help_button,
    legal,
    logo,
    mjml,
    pay_button,
    plan_offer,
    preferences,
    qr,
    social,
    video,
)
from renderers.blocks.block import Block

OWN = (pay_button, plan_offer, debts, facts, qr, help_button, preferences, video, logo, social, legal)

BLOCKS: tuple[Block, ...] = (*mjml.BLOCKS, *(module.BLOCK for module in OWN))
"""Every entry of the palette and every form."""

BY_TAG: Mapping[str, Block] = MappingProxyType({block.tag: block for block in BLOCKS if block.expand is not None})
"""Our own blocks, by their tag."""
