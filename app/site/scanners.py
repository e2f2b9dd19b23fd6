"""Telling people from machines: mail scanners, link previews and prefetching browsers open pages that nobody reads."""

import re

from flask import Request

PREFETCH_HEADERS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
PREFETCH = re.compile(r"prefetch|prerender|preview", re.IGNORECASE)
MACHINES = re.compile(
    r"(?<!cu)bot\b|crawl|spider|scanner|preview|fetcher|facebookexternalhit|embedly|imageproxy|"  # Cubot makes phones
    r"barracuda|proofpoint|mimecast|safelinks|microsoft office|ms-office|urldefense|validator|monitoring",
    re.IGNORECASE,
)


def is_scanner(request: Request) -> bool:
    """Whether this request is plainly no person reading a page.

    Every browser that people use calls itself ``Mozilla/5.0``; what does not is a program.
    """
    if request.method == "HEAD":
        return True
    if any(PREFETCH.search(request.headers.get(name, "")) for name in PREFETCH_HEADERS):
        return True
    agent = request.user_agent.string
    return not agent.startswith(("Mozilla/", "Opera/")) or MACHINES.search(agent) is not None
