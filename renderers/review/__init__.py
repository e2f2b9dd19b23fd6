"""The checks before publish: what is wrong with a message, said so that a marketer knows what to do.

Pure: what the installation knows (its images, its fields, the laws of where its debtors live) is handed in.
"""

from renderers.review.checks import CHECKS, findings
from renderers.review.dark import darken
from renderers.review.finding import Finding
from renderers.review.given import Content, Review

__all__ = ["CHECKS", "Content", "Finding", "Review", "darken", "findings"]
