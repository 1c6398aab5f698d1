# Thin: every target is a command or two, after the environment is set up. `make` alone lists them.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One file or folder, blanks and all; handed on by the environment, so the shell reads nothing into its name.
DROP ?= samples
export DROP
# A test, file or folder of jd_assets_tests, in pytest's words.
T ?=
export T
# Processes that share the tests, each with databases of its own on one server; a process takes 1.3 GB.
TEST_WORKERS ?= 2
# Modules to mutate, those that differ from BASE where none is named; with T, the tests that are to notice.
M ?=
BASE ?= main
# An index of CPU builds of PyTorch, for machines where the default build brings gigabytes of GPU libraries.
TORCH_INDEX ?=

.DEFAULT_GOAL := help
.PHONY: help run dev test lint types browser unit schema test-one proof fmt hooks mutants lock clean wipe

help: ## this list
	@echo "make TARGET, where TARGET is"
	@sed -n 's/^\([a-z][a-z-]*\):[^#]*## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{printf "%-11s %s\n", $$1, $$2}'

run: $(VENV)/ready ## take samples/ through the whole graph; DROP="my postings" for your own file or folder
	$(BIN)/jd-assets run "$$DROP"

dev: $(VENV)/ready ## the Dagster UI over the same data, at http://127.0.0.1:3000
	$(BIN)/jd-assets dev

test: lint types browser unit ## what CI runs: lint, types and all tests

lint: $(VENV)/ready ## ruff, the layers, and the declared dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/deptry jd_assets
	$(BIN)/deptry jd_assets_tests benchmarks --ignore DEP002,DEP004

types: $(VENV)/ready ## mypy, strict
	$(BIN)/mypy

# Where it cannot be installed the tests that need it are skipped, and say why.
browser: ## Chromium for the tests of pages, by apt and as root
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
		{ command -v apt-get >/dev/null && test "$$(id -u)" = 0 && apt-get update -qq \
			&& apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
		echo "No Chromium, and it cannot be installed here: tests in a browser are skipped (apt-get install chromium)"

unit: $(VENV)/ready ## all tests but those marked proof
	$(BIN)/pytest --numprocesses $(TEST_WORKERS) --dist loadfile

test-one: $(VENV)/ready ## one test: T=jd_assets_tests/parsing/test_pay.py::test_name, or a file or folder
	@test -n "$$T" || { echo 'Say which: make test-one T=jd_assets_tests/parsing/test_pay.py::test_name'; exit 2; }
	$(BIN)/pytest "$$T"

proof: $(VENV)/ready ## kill workers at every point of a batch, let runs work over each other: ten minutes
	$(BIN)/pytest -m proof

mutants: $(VENV)/ready ## small faults in the modules you changed, and which of them no test notices; M=path T=tests
	$(BIN)/python benchmarks/mutants.py --base "$(BASE)" $(if $(T),--tests $(T)) $(M)

fmt: $(VENV)/ready ## format, and mend what ruff can mend by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

hooks: $(VENV)/ready ## let git run the quick checks before each commit
	$(BIN)/pre-commit install

$(VENV)/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "jd_assets needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	@echo '1 of 2: installing into $(VENV) what constraints.txt lists, some 2 GB (PyTorch, Dagster, Postgres): minutes, once'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --retries 2 \
		$(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX)) \
		--constraint constraints.txt --group dev --editable .
	@echo '2 of 2: starting the database, loading the role library, exporting the embedding model: under a minute'
	$(BIN)/jd-assets setup
	touch $@

schema: $(VENV)/ready ## write sql/schema.sql and docs/api, after a new migration or a change of a payload
	$(BIN)/python -m jd_assets_tests.database.schema_dump
	$(BIN)/python -m jd_assets.web.api.document_files

lock: ## write the newest versions that pyproject.toml allows to constraints.txt
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(VENV)-lock/bin/python -m pip install --quiet "torch==2.13.0"
	$(VENV)-lock/bin/python -m pip install --quiet --group dev --editable .
	$(VENV)-lock/bin/python -m pip freeze --exclude-editable | sed 's/+cpu//' > constraints.txt
	rm -rf $(VENV)-lock

clean: ## remove the environment and all caches; data/ stays
	rm -rf $(VENV) $(VENV)-lock build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find jd_assets jd_assets_tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

wipe: ## delete data/, the database in it included; asks first
	@if [ -e data/postgres/postmaster.pid ] && ps -p "$$(head -n 1 data/postgres/postmaster.pid)" > /dev/null; then \
		echo 'data/postgres is in use: end what runs on it (make dev, jd-assets) first'; exit 1; fi
	@printf 'Delete data/ with all postings, decisions, reviews and the exported model? [y/N] '; \
	read answer && [ "$$answer" = y ] && rm -rf data && echo 'data/ is gone' || echo 'data/ stays'
