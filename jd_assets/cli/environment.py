"""What every command needs before it can work: Dagster's settings, the database and the seed library."""

import os
import shutil
from pathlib import Path

import click

from jd_assets.database.connection import connector
from jd_assets.database.data_folder import of_another_user
from jd_assets.database.migrations import migrate
from jd_assets.database.server import database_url
from jd_assets.embedding.embedder import Embedder
from jd_assets.library.seed.load import Loaded, ensure_seed
from jd_assets.settings import dagster_dir, data_dir

#: Dagster writes events one by one unless told otherwise: 224 to 455 ms a partition against 3.3 (measured with seven
#: assets). The price of the second setting: partitions of a run that fails as a whole show as missing, not as failed.
DAGSTER_SETTINGS = {
    "DAGSTER_EVENT_BATCH_SIZE": "1000",
    "DAGSTER_EMIT_PARTITION_SUBSET_IN_PLANNED_EVENTS": "true",
    # A sensor's first tick loads the library and the model: more than Dagster's 60 seconds on a busy machine.
    "DAGSTER_SENSOR_GRPC_TIMEOUT_SECONDS": "300",
    "DAGSTER_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
}

#: Things that a load left out which are told; the log has them all.
SHOWN = 30


def set_environment() -> Path:
    """Set what Dagster and the model libraries read, where it is not set already, and return DAGSTER_HOME."""
    for name, value in DAGSTER_SETTINGS.items():
        os.environ.setdefault(name, value)
    home = Path(os.environ.setdefault("DAGSTER_HOME", str(data_dir() / "dagster_home")))
    home.mkdir(parents=True, exist_ok=True)
    if home == data_dir() / "dagster_home":
        try:
            shutil.copyfile(dagster_dir() / "dagster.yaml", home / "dagster.yaml")
        except PermissionError as error:  # the first command over this folder was another user's, as by sudo
            raise of_another_user(home) from error
    return home


def cached_embedder() -> Embedder:
    """The embedder of the settings, with its vectors kept in the database."""
    # Imported here: Dagster takes more than a second, which `--help` should not cost.
    from jd_assets.defs.resources.embedder import EmbedderResource  # noqa: PLC0415
    from jd_assets.defs.resources.role_library import RoleLibraryResource  # noqa: PLC0415

    return RoleLibraryResource().cached(EmbedderResource().embedder())


def prepare() -> str:
    """Make the database ready (started, migrated, seeded) and return its URL; quick when it is ready already."""
    set_environment()
    url = database_url()
    migrate(url)
    loaded = ensure_seed(connector(url))
    if loaded:
        tell_load(loaded)
    return url


def tell_load(loaded: Loaded) -> None:
    """Say on standard error what of seed files was left out, and how to take the load back."""
    if loaded.left_out:
        click.echo(f"Left out of the seed files because of what admins decided ({len(loaded.left_out)}):", err=True)
    for line in loaded.left_out[:SHOWN]:
        click.echo(f"  {line}", err=True)
    if len(loaded.left_out) > SHOWN:
        more = len(loaded.left_out) - SHOWN
        click.echo(f"  … and {more} more: `jd-assets review history` has all of a load", err=True)
    if loaded.left_out:
        click.echo("To have one as the files say, undo the change and run `jd-assets library load`", err=True)
    if loaded.change and loaded.change.change_id and loaded.version > 1:
        click.echo(f"`jd-assets review undo {loaded.change.change_id}` takes the load back", err=True)
