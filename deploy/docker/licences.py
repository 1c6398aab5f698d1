"""Writes the licences of all installed packages to one file: name, version, licence, and the texts they bring along."""

import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path

#: Files whose names begin so are texts of licences and notices.
NAMES = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS", "THIRD_PARTY", "THIRDPARTY")


def main(target: Path) -> None:
    """Write them, by name."""
    found = sorted(distributions(), key=lambda each: each.name.lower())
    target.write_text("\n".join(described(each) for each in found), encoding="utf-8")
    without = [each.name for each in found if not texts(each)]
    print(f"{len(found)} packages, {len(without)} bring no text of their licence: {', '.join(without)}")


def described(package: Distribution) -> str:
    """A heading and the texts."""
    about = package.metadata
    named = about.get("License-Expression") or about.get("License") or ""
    kinds = [each.split(" :: ")[-1] for each in about.get_all("Classifier") or [] if each.startswith("License")]
    licence = named.splitlines()[0] if named else ", ".join(kinds)
    return "\n".join([f"{'=' * 100}\n{package.name} {package.version}: {licence or 'not stated'}", *texts(package), ""])


def texts(package: Distribution) -> list[str]:
    """The texts that a package brings along."""
    files = [each for each in package.files or [] if each.name.upper().startswith(NAMES)]
    paths = [Path(str(each.locate())) for each in files if each.suffix not in {".py", ".pyc"}]
    return [path.read_text(encoding="utf-8", errors="replace") for path in paths if path.is_file()]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
