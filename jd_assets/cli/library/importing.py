"""`jd-assets library import-esco`, `import-onet` and `sources`: public taxonomies in the role library."""

from collections.abc import Callable
from pathlib import Path

import click

from jd_assets.cli.environment import prepare
from jd_assets.database.connection import connector
from jd_assets.library.importing.archive import sha256_of
from jd_assets.library.importing.esco import read_esco
from jd_assets.library.importing.onet import read_onet
from jd_assets.library.importing.sources import imported_sources
from jd_assets.library.importing.taxonomy import Taxonomy
from jd_assets.library.importing.write import Imported, newest_import, write_taxonomy

_FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_RELEASE = click.option("--release", help="Version of the taxonomy, where the file does not say it.")


@click.command("import-esco")
@_FILE
@_RELEASE
def import_esco(file: Path, release: str | None) -> None:
    """Add the occupations and skills of ESCO's zip FILE (English, CSV); the same file again changes nothing."""
    _import("esco", read_esco, file, release)


@click.command("import-onet")
@_FILE
@_RELEASE
def import_onet(file: Path, release: str | None) -> None:
    """Add the occupations and technologies of O*NET's zip FILE (text); the same file again changes nothing."""
    _import("onet", read_onet, file, release)


@click.command()
def sources() -> None:
    """List what was imported, with its licence and the attribution it asks for."""
    held = imported_sources(connector(prepare()))
    for each in held:
        click.echo(
            f"{each.source} {each.release}, {each.licence}, imported {each.imported_at:%Y-%m-%d %H:%M} as library "
            f"version {each.library_version}, file {each.file_sha256[:12]}\n  {each.attribution}"
        )
    if not held:
        click.echo("Nothing was imported: the library is the seed files and what was approved since.")


def _import(source: str, read: Callable[[Path, str | None], Taxonomy], file: Path, release: str | None) -> None:
    checksum = sha256_of(file)
    connect = connector(prepare())
    version = newest_import(connect, source, checksum)
    if version is not None:
        click.echo(f"{file.name} is in the library since version {version}: nothing to do")
        return
    _tell(f"reading {file.name}")
    taxonomy = read(file, release)
    done = write_taxonomy(connect, taxonomy, checksum, on_step=_tell)
    click.echo(f"{taxonomy.source.title} {taxonomy.source.version}: {_summary(done)}")


def _tell(step: str) -> None:
    click.echo(f"  {step}", err=True)


def _summary(done: Imported) -> str:
    added, skipped = done.added, done.skipped
    return (
        f"{added['roles']:,} roles added ({skipped['roles_known']:,} known), "
        f"{added['role_aliases']:,} titles added ({skipped['titles_skipped']:,} skipped), "
        f"{added['skills']:,} skills added ({skipped['skills_known']:,} known), "
        f"{added['skill_aliases']:,} skill aliases added ({skipped['skill_aliases_skipped']:,} skipped), "
        f"{added['role_kras']:,} KRAs and {added['role_skills']:,} skills of roles; "
        f"library version {done.library_version}"
    )
