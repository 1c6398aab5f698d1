"""Typed failures: what went wrong, whether trying again can help, and what a person can do."""


class JdAssetsError(Exception):
    """Base of every error this package raises on purpose; its text is one sentence a person can act on."""


class PermanentFailure(JdAssetsError):
    """Trying again gives the same result: bad input, a wrong setting, a refused request."""


class TransientFailure(JdAssetsError):
    """Trying again later may work: a timeout, a rate limit, a server that is down.

    Attributes:
        retry_after: Seconds that the other side asked to wait; None where it asked for nothing.
    """

    def __init__(self, message: object = "", retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


def as_failure(error: BaseException) -> JdAssetsError:
    """The error itself if the package raised it on purpose, else a permanent failure that names a fault of the program.

    Example:
        reason_of(as_failure(KeyError("x"))) == "KeyError: 'x' (a fault of this program)"
    """
    if isinstance(error, JdAssetsError):
        return error
    return PermanentFailure(f"{reason_of(error)} (a fault of this program)")


def reason_of(error: BaseException) -> str:
    """One line that says what went wrong, for a failure row or a terminal."""
    # An error may quote its input: NUL and lone surrogates fit neither a row nor a terminal.
    text = " ".join(str(error).split()).replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
    if isinstance(error, JdAssetsError):
        return text
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
