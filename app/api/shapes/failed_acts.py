"""Shapes of acts that failed: what a journey wanted done, and could not be."""

from datetime import datetime

from pydantic import Field

from app.api.shapes.base import Answer, Text
from app.api.shapes.messages import Named


class FailedActItem(Answer):
    """Something that a journey wanted done."""

    id: int = Field(description="The number of the act; what replay and skip take")
    run_id: int
    kind: str = Field(description="The performer that it is for: change, webhook …")
    journey: Named
    version: int
    node: str
    node_label: Text
    debtor: Named
    account_ref: str
    reason: Text
    attempts: int
    failed_at: datetime


class FailedActList(Answer):
    """One page of failed acts, newest first."""

    items: list[FailedActItem]
    total: int
