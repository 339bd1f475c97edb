# Everything here works on a machine that has python3 (3.11 to 3.13), make and git.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Tests use two processes; ARGS goes to pytest: make test ARGS="-k cancel"
PYTEST := $(BIN)/pytest -n 2 --dist loadgroup --quiet
ARGS ?=
TEMPLATES := src/ecritoire/web/templates
# Tools that load the settings need a key, and should not make a data directory for it.
WITH_KEY := ECRITOIRE_SECRET_KEY=of-no-use

.PHONY: help run test test-sqlite test-postgres check lint types imports templates tidy format messages bench audit lock dev clean
.DEFAULT_GOAL := help

help: ## say what there is
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

# What people call -----------------------------------------------------------------------------------------------------

run: export ECRITOIRE_DATA ?= data/demo
run: .venv/.base ## the demo company, then the web at http://127.0.0.1:8000
	$(BIN)/ecritoire demo

test: test-sqlite test-postgres ## every test, on SQLite, and on PostgreSQL where ECRITOIRE_TEST_POSTGRES names one

check: lint types imports templates tidy ## everything that reads the code without running it

format: .venv/.dev ## write everything the way check wants it
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .
	if [ -d $(TEMPLATES) ]; then $(BIN)/djlint --reformat --quiet $(TEMPLATES) || true; fi

messages: .venv/.dev ## what pages and sentences say into the English catalogue, compiled; lists what is left to translate
	$(BIN)/python -m messages

bench: .venv/.dev ## what is fast, measured
	$(BIN)/python -m bench $(ARGS)

audit: .venv/.dev ## known vulnerabilities in what we depend on (asks the network)
	$(BIN)/pip-audit --require-hashes --disable-pip --requirement requirements/base.txt

lock: ## choose dependencies anew within the ranges of pyproject.toml (needs uv)
	for set in build base dev; do \
	  case $$set in \
	    build) from="--group build" ;; \
	    base) from="pyproject.toml --constraint requirements/build.txt" ;; \
	    dev) from="pyproject.toml --group dev --constraint requirements/base.txt" ;; \
	  esac; \
	  uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-annotate --no-header $$from --output-file requirements/$$set.txt; \
	done

dev: .venv/.dev ## what working on it needs, in .venv

clean: ## forget .venv and every cache; data/ stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# The parts of test and check ------------------------------------------------------------------------------------------

test-sqlite: .venv/.dev
	$(PYTEST) $(ARGS)

test-postgres: .venv/.dev
ifneq ($(strip $(ECRITOIRE_TEST_POSTGRES)),)
	ECRITOIRE_TEST_DATABASE_URL="$(ECRITOIRE_TEST_POSTGRES)" $(PYTEST) $(ARGS)
else
	@echo "Not tested on PostgreSQL: ECRITOIRE_TEST_POSTGRES names no server."
endif

lint: .venv/.dev
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .

types: .venv/.dev
	$(WITH_KEY) $(BIN)/mypy src tests

imports: .venv/.dev
	$(BIN)/lint-imports --no-logo

templates: .venv/.dev
	if [ -d $(TEMPLATES) ]; then $(BIN)/djlint --check --lint --quiet $(TEMPLATES); fi

tidy: .venv/.dev
	$(BIN)/pytest --quiet tests/tidy

# Set-up: each stamp is made again only when what it stands for changes -------------------------------------------------

# Debian packages the modules venv and ensurepip apart from python3.
.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	  || { echo "Écritoire needs Python 3.11, 3.12 or 3.13; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another: make PYTHON=python3.12 …" >&2; exit 1; }
	@if ! $(PYTHON) -c 'import venv, ensurepip' 2>/dev/null && ! command -v uv >/dev/null \
	    && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing python3-venv, which Debian packages apart from python3"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null; \
	fi
	@if $(PYTHON) -c 'import venv, ensurepip' 2>/dev/null; then \
	  $(PYTHON) -m venv --clear .venv; \
	elif command -v uv >/dev/null; then \
	  uv venv --quiet --clear --seed --python "$$(command -v $(PYTHON))" .venv; \
	else \
	  echo "Python cannot make a virtual environment here. Install it, then try again: sudo apt-get install python3-venv" >&2; exit 1; \
	fi
	@touch $@

.venv/.base: requirements/build.txt requirements/base.txt pyproject.toml | .venv/.made
	$(PIP) install --require-hashes -r requirements/build.txt
	$(PIP) install --require-hashes -r requirements/base.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.base
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@
