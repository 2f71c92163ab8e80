# Needs Python 3.11+ and make; everything else is set up here, once, from the lock file.
#   make demo     build a ledger from the shipped sample reports and write its page
#   make test     the tests            make check   format, lint, types, import rule
#   make bench    speed and memory     make floors  measure all sets and raise the floors
#   make figures  docs/evaluation.md   make lock    resolve again
#   make docs     the site, out/site   make screens pictures of the page and the README
#   make dist     wheel and sdist, installed alone on every Python found and tried there
#   make sbom     THIRD_PARTY.md, out/sbom.cdx.json    make audit   known vulnerabilities
#   make clean    forget what was built
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready-$(shell cksum < requirements.lock | cut -d' ' -f1)
TOOLS  := $(VENV)/.tools-$(shell cksum < requirements-dev.lock | cut -d' ' -f1)
UV     := uv>=0.9,<1
OUT    := out
LOCKED := --universal --generate-hashes --no-emit-index-url --no-header --quiet
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help setup tools demo test check docs screens bench floors figures dist sbom audit lock clean

help:
	@sed -n '2,9s/^# *//p' Makefile

# The stamp carries the lock's checksum: a changed lock installs anew, an unchanged one does not.
setup: $(READY)
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "$(PYTHON) is older than 3.11; say which to use: make PYTHON=python3.12" >&2; exit 1; }
	@test -x $(BIN)/python || { echo "creating $(VENV)" >&2; $(PYTHON) -m venv $(VENV); }
	@echo "installing what requirements.lock pins (once)" >&2
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@rm -f $(VENV)/.ready-*
	@touch $@

# What only the checks, the tests and the documentation need, at the versions of the same resolution.
tools: $(TOOLS)
$(TOOLS): $(READY) requirements-dev.lock
	@echo "installing what requirements-dev.lock pins besides (once)" >&2
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@rm -f $(VENV)/.tools-*
	@touch $@

demo: setup
	@$(BIN)/warledger demo --out $(OUT)/demo

test: tools
	@$(BIN)/python -m pytest

check: tools
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

# The variable keeps the theme from announcing its successor (docs/decisions/0001-dependencies.md).
docs: tools
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --site-dir $(abspath $(OUT))/site
	@echo "out/site/index.html is the documentation; for its search: $(BIN)/mkdocs serve" >&2

screens: tools
	@$(BIN)/python bench/pictures.py
	@WARLEDGER_SCREENS=docs/screens $(BIN)/python -m pytest -q tests/web/app/test_app_access.py

bench: tools
	@$(BIN)/python bench/startup.py
	@OMP_NUM_THREADS=1 $(BIN)/python bench/throughput.py
	@$(BIN)/python bench/lookups.py

floors: tools
	@OMP_NUM_THREADS=1 $(BIN)/python tests/quality/measure.py --pin

figures: tools
	@OMP_NUM_THREADS=1 $(BIN)/python bench/evaluation_table.py

dist: tools
	@rm -rf dist
	@$(BIN)/python -m hatchling build
	@$(BIN)/python tests/packaging/clean_install.py

sbom: tools
	@$(BIN)/python bench/third_party.py

# Where the index gives no advisories, this says so and ends with 3.
audit: tools
	@$(BIN)/python bench/audit.py

# uv comes into a throw-away venv, so that the lock's tool is not in the lock.
lock:
	@$(PYTHON) -m venv .cache/lock && .cache/lock/bin/python -m pip --quiet install '$(UV)'
	@.cache/lock/bin/uv pip compile pyproject.toml --extra dev $(LOCKED) -o requirements-dev.lock
	@.cache/lock/bin/uv pip compile pyproject.toml --extra web --extra build $(LOCKED) \
	  --constraint requirements-dev.lock -o requirements.lock

clean:
	rm -rf $(VENV) $(OUT) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
