"""Telling people from machines: mail scanners, link previews and prefetching browsers open pages that nobody reads."""

import re

from flask import Request

PREFETCH_HEADERS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
PREFETCH = re.compile(r"prefetch|prerender|preview", re.IGNORECASE)
MACHINES = re.compile(
    r"(?<!cu)bot\b|crawl|spider|scanner|preview|fetcher|facebookexternalhit|embedly|imageproxy|"  # Cubot makes phones
    r"barracuda|proofpoint|mimecast|safelinks|microsoft office|ms-office|urldefense|validator|monitoring|"
    r"symantec|messagelabs|forcepoint|trendmicro|trend micro|ironport|sophos|fortimail|fortiguard|zscaler|cloudmark|"
    r"avanan|check ?point|bitdefender|kaspersky|vade ?secure|hornetsecurity|trustwave|fireeye|trellix|palo ?alto|"
    r"phantomjs|python-|go-http|okhttp|urlscan|virustotal|phishtank|netcraft",
    re.IGNORECASE,
)
OUTLOOK = re.compile(r"microsoft outlook|microsoft office|ms-?office", re.IGNORECASE)
APPLE = "Mozilla/5.0"  # all that Apple's Mail Privacy Protection says of itself


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


def opens_by_itself(request: Request) -> bool:
    """Whether this request for a mail's picture says nothing of a reader.

    Apple's privacy protection loads the pictures of every mail that arrives, Google and Yahoo load them through
    servers of their own. Outlook calls itself an office program, and loads them when somebody reads.
    """
    agent = request.user_agent.string
    if OUTLOOK.search(agent) and request.method != "HEAD":
        return False
    return agent.strip() == APPLE or is_scanner(request)
