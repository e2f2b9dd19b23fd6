"""The way in for a provider's notices, over HTTP or from the sandbox: check, settle, commit, wake."""

from collections.abc import Mapping

from app.cases.payments import Settlement, settle
from app.cases.wake import wake
from app.installation import Installation
from app.payments.contract import Provider


def receive(installation: Installation, provider: Provider, headers: Mapping[str, str], body: bytes) -> Settlement:
    """Read one notice and apply it.

    Raises:
        UntrustedNoticeError: it is not the provider's, or an old one sent again.
        UnreadableNoticeError: it is the provider's, but makes no sense.
        UnknownPaymentError: no such payment was started here.
    """
    notice = provider.read_notice(headers, body, installation.clock.wall())
    with installation.db.write() as session:
        settlement = settle(session, notice, installation.clock.now())
    wake(installation)
    return settlement
