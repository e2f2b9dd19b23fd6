"""What a round of a "for each" step is about, as steps, messages, tasks and acts name it: ``accounts:17``."""

ACCOUNTS = "accounts"


def account_of(item: str | None, account_id: int) -> int:
    """The account that something of this round concerns: another one of the debtor's, or that of the run."""
    which, _, number = (item or "").partition(":")
    return int(number) if which == ACCOUNTS else account_id
