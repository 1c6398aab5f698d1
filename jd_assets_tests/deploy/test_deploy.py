"""What lies in `deploy/` fits the program: commands, settings, versions, users and files that it names exist."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from dagster._core.instance.config import dagster_instance_config

from jd_assets.cli import commands
from jd_assets.cli.environment import DAGSTER_SETTINGS
from jd_assets.settings import project_root

ROOT = project_root()
DEPLOY = ROOT / "deploy"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
IMAGE = f"jd-assets:{PROJECT['version']}"
DOCKERFILE = (DEPLOY / "docker/Dockerfile").read_text(encoding="utf-8")
PINNED = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").split())
CHART = PINNED["dagster"]
#: The parts of the chart's values, as its own schema names them.
VALUES = {
    *("additionalInstanceConfig", "busybox", "computeLogManager", "concurrency", "dagster-user-deployments"),
    *("dagsterDaemon", "dagsterWebserver", "flower", "generateCeleryConfigSecret", "generatePostgresqlPasswordSecret"),
    *("global", "imagePullSecrets", "ingress", "migrate", "postgresql", "pythonLogs", "rabbitmq", "redis"),
    *("retention", "runLauncher", "scheduler", "serviceAccount", "telemetry"),
}
PROGRAMS = {
    each.name for package in distributions() for each in package.entry_points if each.group == "console_scripts"
}


def read(path: str) -> dict[str, Any]:
    found = yaml.safe_load((DEPLOY / path).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = read("docker/compose.yaml")["services"]
    return found


def resources() -> Iterator[dict[str, Any]]:
    for file in ("jd-assets.yaml", "celery.yaml"):
        yield from yaml.safe_load_all((DEPLOY / "kubernetes" / file).read_text(encoding="utf-8"))


def pods() -> dict[str, dict[str, Any]]:
    return {
        each["metadata"]["name"]: each["spec"]["template"]["spec"]
        for each in resources()
        if "template" in each.get("spec", {})
    }


def assert_exists(command: list[str]) -> None:
    """A program of this environment, and for one of ours a command with these options."""
    program, *arguments = command
    assert program in PROGRAMS
    if program == "jd-assets" and arguments != ["--help"]:
        name, *options = arguments
        found = commands.get_command(click.Context(commands), name)
        assert found is not None
        with found.make_context(name, options) as context:
            assert isinstance(context, click.Context)


def test_the_image_runs_as_a_user_without_rights() -> None:
    user = re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE)
    assert len(user) == 1
    assert DOCKERFILE.index("USER") > DOCKERFILE.rindex("FROM")
    assert all(int(number) >= 1_000 for number in user[0].split(":"))


def test_the_image_copies_files_that_exist_and_that_its_context_lets_through() -> None:
    let_through = (DEPLOY / "docker/Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    copied = [
        path for line in re.findall(r"^COPY (?!--from)(.*) \S+$", DOCKERFILE, re.MULTILINE) for path in line.split()
    ]
    assert copied
    for path in copied:
        assert (ROOT / path).exists()
        assert f"!{path.split('/')[0]}" in let_through


def test_the_image_sets_what_commands_set() -> None:
    assert {name: value for name, value in re.findall(r"([A-Z_]+)=(\S+)", DOCKERFILE) if name in DAGSTER_SETTINGS} == (
        DAGSTER_SETTINGS
    )


def test_the_image_installs_pinned_versions_and_extras_that_exist() -> None:
    installs = re.findall(r"pip install (.*)$", DOCKERFILE, re.MULTILINE)
    assert all("--constraint constraints.txt" in line or "pip==" in line for line in installs)
    [extras] = re.findall(r'"\.\[(.*)\]"', DOCKERFILE)
    assert set(extras.split(",")) <= set(PROJECT["optional-dependencies"])


@pytest.mark.parametrize("name", ["celery", "k8s"])
def test_an_extra_of_dagster_is_pinned_to_the_release_of_its_core(name: str) -> None:
    [wanted] = PROJECT["optional-dependencies"][name]
    package = re.split(r"[\[~]", wanted)[0]
    assert PINNED[package] == PINNED["dagster-postgres"]


def test_all_name_the_image_of_this_version() -> None:
    tag = read("kubernetes/values.yaml")["dagsterDaemon"]["image"]
    named = {f"{tag['repository']}:{tag['tag']}"}
    named |= {each["image"] for each in services().values() if each["image"].startswith("jd-assets")}
    named |= {
        container["image"]
        for pod in pods().values()
        for container in pod["containers"]
        if "jd-assets" in container["image"]
    }
    assert named == {IMAGE}
    assert f"-t {IMAGE}" in DOCKERFILE


@pytest.mark.parametrize("name", [name for name, each in services().items() if "command" in each])
def test_a_service_runs_a_command_that_exists(name: str) -> None:
    assert_exists(services()[name]["command"])


def test_services_wait_for_services_that_exist_and_name_volumes_that_do() -> None:
    named = set(services())
    volumes = set(read("docker/compose.yaml")["volumes"])
    for each in services().values():
        assert set(each.get("depends_on", {})) <= named
        assert {volume.split(":")[0] for volume in each.get("volumes", [])} <= volumes


def test_nothing_but_this_machine_reaches_the_services() -> None:
    ports = [port for each in services().values() for port in each.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_the_workspace_names_the_service_that_serves_the_code() -> None:
    [location] = read("docker/workspace.yaml")["load_from"]
    server = location["grpc_server"]
    command = services()[server["host"]]["command"]
    assert command[command.index("-p") + 1] == str(server["port"])
    assert command[command.index("-m") + 1] == "jd_assets.definitions"


@pytest.mark.parametrize("folder", [ROOT, DEPLOY / "celery"], ids=["one machine", "celery"])
def test_dagster_takes_the_settings(folder: Path) -> None:
    config, _ = dagster_instance_config(str(folder))
    assert config["storage"]["custom"]["class"] == "JdAssetsStorage"
    assert config["run_monitoring"]["free_slots_after_run_end_seconds"]


def test_workers_differ_from_one_machine_in_how_runs_are_started_and_watched_only() -> None:
    one, many = yaml.safe_load((ROOT / "dagster.yaml").read_text(encoding="utf-8")), read("celery/dagster.yaml")
    differing = {name for name in {*one, *many} if one.get(name) != many.get(name)}
    assert differing == {"run_launcher", "run_monitoring", "compute_logs"}


@pytest.mark.parametrize(
    "named",
    [
        read("celery/dagster.yaml")["run_launcher"],
        read("kubernetes/values-celery.yaml")["runLauncher"]["config"]["customRunLauncher"],
    ],
    ids=["celery", "kubernetes"],
)
def test_the_launcher_that_they_name_exists(named: Mapping[str, str]) -> None:
    source = ROOT / f"{named['module'].replace('.', '/')}.py"
    assert f"class {named['class']}(" in source.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", ["values.yaml", "values-celery.yaml"])
def test_values_are_parts_of_the_chart_of_the_pinned_dagster(file: str) -> None:
    assert set(read(f"kubernetes/{file}")) <= VALUES
    assert f"--version {CHART}" in (DEPLOY / "kubernetes" / file).read_text(encoding="utf-8")


def test_pods_run_as_the_user_of_the_image_and_commands_that_exist() -> None:
    [user] = re.findall(r"^USER (\d+):", DOCKERFILE, re.MULTILINE)
    values = read("kubernetes/values.yaml")
    [code] = values["dagster-user-deployments"]["deployments"]
    run = values["runLauncher"]["config"]["k8sRunLauncher"]["runK8sConfig"]["podSpecConfig"]["securityContext"]
    contexts = [each["podSecurityContext"] for each in (code, values["dagsterDaemon"], values["dagsterWebserver"])]
    contexts += [run, *(pod["securityContext"] for name, pod in pods().items() if "redis" not in name)]
    assert {(each["runAsNonRoot"], each["runAsUser"]) for each in contexts} == {(True, int(user))}
    for pod in pods().values():
        for container in pod["containers"]:
            if "command" in container:
                assert_exists(container["command"])
