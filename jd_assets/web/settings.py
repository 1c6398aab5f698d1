"""Settings of the console: where it listens, who may use it, and how much of it at once."""

import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jd_assets.failures import PermanentFailure
from jd_assets.settings import data_dir
from jd_assets.web.security.roles import AccessRole, Principal

#: Hosts that only this machine reaches.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
#: A token that can be guessed is none: 24 characters of `secrets.token_urlsafe(18)` hold 144 bits.
MIN_TOKEN_CHARS = 24

_ENTRY = re.compile(r"(?P<name>[A-Za-z0-9_.@-]{1,64}):(?P<role>\w+):(?P<token>\S+)")


@dataclass(frozen=True)
class ConsoleSettings:
    """How the web application is served.

    Attributes:
        host: Address it listens on.
        port: Port it listens on.
        tokens: Holders by the SHA-256 of their token; without any, whoever reaches the loopback address is an admin.
        secret: Signs sessions and form tokens.
        dagster_url: Where the Dagster UI is; empty where pages should not link to it.
        max_body_bytes: Longest request body: 1,000 postings of 30 kB.
        body_seconds: Longest pause between two pieces of a request body.
        answer_seconds: Longest wait for the pipeline.
        requests_per_minute: Of one holder, or of one address; 0 is no limit.
    """

    host: str = "127.0.0.1"
    port: int = 3001
    tokens: Mapping[str, Principal] = field(default_factory=dict)
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    dagster_url: str = ""
    max_body_bytes: int = 64 * 1024 * 1024
    body_seconds: float = 20.0
    answer_seconds: float = 120.0
    requests_per_minute: int = 1_200

    @property
    def is_loopback(self) -> bool:
        """Only this machine reaches it."""
        return self.host in LOOPBACK

    @classmethod
    def from_env(cls, host: str, port: int, dagster_url: str = "") -> "ConsoleSettings":
        """The settings of this environment.

        Raises:
            PermanentFailure: A setting is wrong, or others could reach the console without a token.
        """
        settings = cls(
            host=host,
            port=port,
            tokens=read_tokens(_token_lines()),
            secret=_kept_secret(data_dir() / "console_secret"),
            dagster_url=dagster_url or os.environ.get("JD_DAGSTER_URL", ""),
            requests_per_minute=_number("JD_CONSOLE_RATE", cls.requests_per_minute),
            max_body_bytes=_number("JD_CONSOLE_MAX_BODY_MB", cls.max_body_bytes // 1024**2) * 1024**2,
        )
        if not settings.is_loopback and not settings.tokens:
            raise PermanentFailure(
                f"Others reach {host}: name who may use the console in JD_CONSOLE_TOKENS as NAME:ROLE:TOKEN "
                "(roles client, reviewer, admin), or leave --host at 127.0.0.1"
            )
        return settings


def token_digest(token: str) -> str:
    """SHA-256 of a token: what is kept and compared instead of it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def read_tokens(lines: Iterable[str]) -> dict[str, Principal]:
    """Holders by the digest of their token, from entries `NAME:ROLE:TOKEN`.

    Raises:
        PermanentFailure: An entry is wrong; the sentence never shows the token.
    """
    tokens: dict[str, Principal] = {}
    for number, line in enumerate(lines, 1):
        found = _ENTRY.fullmatch(line.strip())
        if found is None or found["role"].upper() not in AccessRole.__members__:
            raise PermanentFailure(
                f"Entry {number} of the console's tokens is not NAME:ROLE:TOKEN with a role of client, reviewer, admin"
            )
        if len(found["token"]) < MIN_TOKEN_CHARS:
            raise PermanentFailure(
                f"The console's token of {found['name']} has fewer than {MIN_TOKEN_CHARS} characters: "
                'make one with python -c "import secrets; print(secrets.token_urlsafe(24))"'
            )
        tokens[token_digest(found["token"])] = Principal(found["name"], AccessRole[found["role"].upper()])
    return tokens


def _token_lines() -> list[str]:
    """The entries of JD_CONSOLE_TOKENS, or the lines of the file that JD_CONSOLE_TOKENS_FILE names."""
    lines = os.environ.get("JD_CONSOLE_TOKENS", "").replace(",", "\n").splitlines()
    file = os.environ.get("JD_CONSOLE_TOKENS_FILE")
    if file:
        try:
            lines += Path(file).read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise PermanentFailure(
                f"JD_CONSOLE_TOKENS_FILE={file} cannot be read: {error.strerror or 'not a file'}"
            ) from error
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _kept_secret(path: Path) -> bytes:
    """The secret of this data folder, made once, so that a restart ends no session."""
    try:
        held = path.read_bytes()
        if len(held) >= 32:
            return held
    except FileNotFoundError:
        pass
    made = secrets.token_bytes(32)
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(made)
    partial.replace(path)
    return made


def _number(variable: str, default: int) -> int:
    text = os.environ.get(variable, "").strip()
    if not text:
        return default
    if not text.isdecimal():
        raise PermanentFailure(f"{variable}={text} is no whole number")
    return int(text)
