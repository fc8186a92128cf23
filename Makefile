# Every target sets up what it needs: a virtual environment in .venv, caches in .cache, nothing else.
.POSIX:
.SUFFIXES:
.DEFAULT_GOAL := help
.PHONY: help generate test check golden fresh toolchains bench clean setup format

# The first Python that is new enough; `make PYTHON=…` chooses another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$python" && break; done)

BIN := .venv/bin
CACHE := $(CURDIR)/.cache
READY := .venv/.ready
BENCH_READY := .venv/.ready-bench

export PIP_CACHE_DIR ?= $(CACHE)/pip
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export BLACK_CACHE_DIR := $(CACHE)/black
export SPECPRESS_CACHE ?= $(CACHE)/specpress
export HYPOTHESIS_STORAGE_DIRECTORY := $(CACHE)/hypothesis
export PYRIGHT_PYTHON_CACHE_DIR ?= $(CACHE)/pyright
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1
export npm_config_cache ?= $(CACHE)/npm

PYTEST = $(BIN)/python -m pytest -q -n 2 --dist worksteal

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## the virtual environment alone

$(READY): pyproject.toml requirements.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --constraint requirements.lock --editable '.[dev]'
	@touch $@

$(BENCH_READY): $(READY)
	@$(BIN)/python -m pip install -q --constraint requirements.lock '.[bench]'
	@touch $@

generate: $(READY) ## generated/ from specs/openai
	@$(BIN)/python -m generator generate

test: $(READY) ## every test
	@$(PYTEST)

check: $(READY) ## format, lint, types, architecture
	@$(BIN)/python -m black --check generator tests || { \
		echo "run \`make format\`" >&2; exit 1; }
	@$(BIN)/python -m ruff check -q generator tests
	@$(BIN)/python -m mypy --no-error-summary
	@$(BIN)/python -m pyright --warnings
	@$(PYTEST) tests/architecture

format: $(READY) ## our sources in their form
	@$(BIN)/python -m ruff check -q --fix-only generator tests
	@$(BIN)/python -m black -q generator tests

golden: $(READY) ## refresh the goldens; review them as code
	@UPDATE_GOLDEN=1 $(PYTEST) $$(grep -rl UPDATE_GOLDEN tests --include='test_*.py')
	@git status --short -- tests/golden specs/broken

fresh: $(READY) ## regenerate; fails where anything differs from what is committed
	@SPECPRESS_CACHE= $(BIN)/python -m generator generate
	@changed=$$(git status --porcelain --untracked-files=all -- generated); \
	test -z "$$changed" || { echo "generated/ is not fresh:"; echo "$$changed"; exit 1; } >&2

toolchains: ## what the tests need beyond Python, by the system's package manager
	@.ci/toolchains

bench: $(BENCH_READY) ## speed, as ratios
	@$(BIN)/python -m tests.bench

clean: ## remove .venv, .cache and what tools leave behind
	@rm -rf .venv .cache build dist
	@find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +
