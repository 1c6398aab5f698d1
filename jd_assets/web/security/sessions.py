"""Signed cookies of browsers, and the form tokens that belong to them."""

import hmac
import secrets
import time
from dataclasses import dataclass

COOKIE = "jd_session"
#: A working day; then the token is asked for again.
SESSION_SECONDS = 12 * 3600
#: Key of sessions on the loopback address, where no token is asked for.
WITHOUT_TOKEN = "local"  # noqa: S105 - the name of a kind of session


@dataclass(frozen=True)
class Session:
    """A browser that signed in.

    Attributes:
        token_key: Digest of the token it signed in with, or `WITHOUT_TOKEN`: it ends when the token is taken away.
        issued: Seconds since 1970.
        nonce: Random, so that form tokens of two sessions differ.
    """

    token_key: str
    issued: int
    nonce: str


def new_session(token_key: str) -> Session:
    """A session that begins now."""
    return Session(token_key, int(time.time()), secrets.token_urlsafe(16))


def write_cookie(session: Session, secret: bytes) -> str:
    """The session as a cookie's value."""
    text = f"{session.token_key}.{session.issued}.{session.nonce}"
    return f"{text}.{_mac(secret, 'session', text)}"


def read_cookie(value: str, secret: bytes) -> Session | None:
    """The session of a cookie that this secret signed and that is not too old."""
    text, _, mac = value.rpartition(".")
    parts = text.split(".")
    if len(parts) != 3 or not hmac.compare_digest(mac.encode(), _mac(secret, "session", text).encode()):
        return None
    issued = int(parts[1])
    if not 0 <= time.time() - issued < SESSION_SECONDS:
        return None
    return Session(parts[0], issued, parts[2])


def form_token(session: Session, secret: bytes) -> str:
    """What a form of this session must send back."""
    return _mac(secret, "form", f"{session.token_key}.{session.issued}.{session.nonce}")


def is_form_token(given: str, session: Session, secret: bytes) -> bool:
    """Whether a form token is this session's own."""
    return hmac.compare_digest(given.encode(), form_token(session, secret).encode())


def _mac(secret: bytes, purpose: str, text: str) -> str:
    return hmac.new(secret, f"{purpose}:{text}".encode(), "sha256").hexdigest()
