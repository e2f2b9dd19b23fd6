"""DKIM (RFC 6376, RFC 8463): mails signed in the name of a domain, which publishes the key to check them with.

The signature covers what a mailbox provider shows and acts on, also the one-click unsubscribe (RFC 8058, section 4).
"""

import base64
import binascii
from dataclasses import dataclass, field
from email.utils import parseaddr
from functools import lru_cache
from pathlib import Path

import dkim
from dkim.crypto import UnparsableKeyError, parse_pem_private_key

from app.config import Config
from app.errors import ConfigError

BEGIN = "-----BEGIN"
SEED = 32  # bytes of an Ed25519 key
SHORTEST = 1024  # bits of an RSA key that receivers accept (RFC 8301)
RSA, ED25519 = b"rsa-sha256", b"ed25519-sha256"
SIGNED = tuple(
    b"from to subject date message-id mime-version content-type reply-to list-unsubscribe list-unsubscribe-post".split()
)
RSA_ENCRYPTION = bytes.fromhex("300d06092a864886f70d0101010500")  # the algorithm of RFC 8017, A.1, with its NULL


@dataclass(frozen=True)
class Signer:
    """Signs as one domain, with the key that it publishes under one selector."""

    domain: str
    selector: str
    algorithm: bytes
    key: bytes = field(repr=False)
    public: str

    def sign(self, content: bytes) -> bytes:
        """A whole mail, with CRLF line ends, and its signature before it."""
        mail = dkim.DKIM(content)
        there = {name.lower() for name, _ in mail.headers}
        header: bytes = mail.sign(
            self.selector.encode(),
            self.domain.encode(),
            self.key,
            signature_algorithm=self.algorithm,
            include_headers=[name for name in SIGNED if name in there],
        )
        return header + content

    @property
    def record(self) -> tuple[str, str]:
        """The TXT record that must be in the DNS: its name and its text."""
        kind = "rsa" if self.algorithm == RSA else "ed25519"
        return f"{self.selector}._domainkey.{self.domain}", f"v=DKIM1; k={kind}; p={self.public}"


def signer_of(config: Config) -> Signer | None:
    """What signs this installation's mails, None where nothing does.

    Raises:
        ConfigError: the key cannot be read or used.
    """
    if not config.dkim_key:
        return None
    domain = config.dkim_domain or parseaddr(config.mail_from)[1].rpartition("@")[2]
    return _signer(config.dkim_key, domain.lower(), config.dkim_selector)


@lru_cache(maxsize=8)
def _signer(given: str, domain: str, selector: str) -> Signer:
    text = _text(given)
    if BEGIN in text:
        public = _rsa_public(text.encode())
        return Signer(domain, selector, RSA, text.encode(), public)
    try:
        seed = base64.b64decode(text, validate=True)
    except binascii.Error:
        seed = b""
    if len(seed) != SEED:
        raise ConfigError(
            "CAUCE_DKIM_KEY holds neither an RSA key in PEM nor the 32 bytes of an Ed25519 key in base64."
        )
    return Signer(domain, selector, ED25519, base64.b64encode(seed), _ed25519_public(seed))


def _text(given: str) -> str:
    """The key itself, or what stands in the file of that name."""
    text = given.replace("\\n", "\n").strip()
    if not text.startswith(BEGIN) and not _is_seed(text):
        try:
            text = Path(given).read_text(encoding="ascii").strip()
        except UnicodeDecodeError:
            raise ConfigError(f"CAUCE_DKIM_KEY: {given} is no key in text.") from None
        except OSError as error:
            raise ConfigError(f"CAUCE_DKIM_KEY: {given} cannot be read ({error.strerror}).") from error
    return text.replace("\r\n", "\n")


def _is_seed(text: str) -> bool:
    return len(text) == len(base64.b64encode(bytes(SEED))) and text.endswith("=")


def _rsa_public(pem: bytes) -> str:
    """The public half of a key, as the DNS holds it."""
    try:
        key = parse_pem_private_key(pem)
        modulus, exponent = int(key["modulus"]), int(key["publicExponent"])
    except (UnparsableKeyError, KeyError, ValueError, IndexError, TypeError, AttributeError):
        raise ConfigError("CAUCE_DKIM_KEY holds a key that cannot be read: an RSA key in PEM, not encrypted.") from None
    if modulus.bit_length() < SHORTEST:
        raise ConfigError(f"CAUCE_DKIM_KEY holds an RSA key of {modulus.bit_length()} bits; make one of 2048.")
    numbers = _der(0x30, _integer(modulus) + _integer(exponent))
    return base64.b64encode(_der(0x30, RSA_ENCRYPTION + _der(0x03, b"\0" + numbers))).decode("ascii")


def _ed25519_public(seed: bytes) -> str:
    try:
        from nacl.signing import SigningKey  # noqa: PLC0415 - only who signs with Ed25519 needs it
    except ImportError:
        raise ConfigError(
            "CAUCE_DKIM_KEY holds an Ed25519 key, which needs the package PyNaCl. RSA needs none."
        ) from None
    return base64.b64encode(bytes(SigningKey(seed).verify_key)).decode("ascii")


def _integer(value: int) -> bytes:
    return _der(0x02, value.to_bytes(value.bit_length() // 8 + 1))


def _der(tag: int, content: bytes) -> bytes:
    """A value with its tag and length (X.690, 8.1)."""
    size = len(content)
    if size < 0x80:  # noqa: PLR2004 - a short length is one byte
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(length)]) + length + content
