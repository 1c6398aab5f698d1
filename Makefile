# Thin: every target is one command of the README, after the environment is set up.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DROP ?= samples
# An index of CPU builds of PyTorch, for machines where the default build brings gigabytes of GPU libraries.
TORCH_INDEX ?=

.PHONY: run test schema proof dev lint types unit lock clean

run: $(VENV)/ready
	$(BIN)/jd-assets run $(DROP)

test: lint types unit

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/ready
	$(BIN)/mypy

unit: $(VENV)/ready
	$(BIN)/pytest

# Kills a worker at every point of a batch, and lets four runs work over each other: some ten minutes.
proof: $(VENV)/ready
	$(BIN)/pytest -m proof

dev: $(VENV)/ready
	$(BIN)/jd-assets dev

$(VENV)/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "jd_assets needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --retries 2 \
		$(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX)) \
		--constraint constraints.txt --group dev --editable .
	$(BIN)/jd-assets setup
	touch $@

# The schema as it is now, after a new migration.
schema: $(VENV)/ready
	$(BIN)/python -m jd_assets_tests.database.schema_dump

# Resolves the newest versions that pyproject.toml allows and writes them down.
lock:
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(VENV)-lock/bin/python -m pip install --quiet "torch==2.13.0"
	$(VENV)-lock/bin/python -m pip install --quiet --group dev --editable .
	$(VENV)-lock/bin/python -m pip freeze --exclude-editable | sed 's/+cpu//' > constraints.txt
	rm -rf $(VENV)-lock

clean:
	rm -rf $(VENV) data
