"""What the linter of the library reports."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """A fault of the library: what is wrong, where, and what to do about it."""

    what: str
    where: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.what}: {self.where}: {self.remedy}"
