# MovieMind: `make help` lists what there is. Needs Python 3.11 or newer and git; everything else is fetched.

PORT ?= 8000
VENV = .venv
# The first of these that starts and is new enough: a name in PATH may be a shim with nothing behind it.
PYTHON := $(shell for python in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$python && break; done)
IN_VENV = $(VENV)/bin/python

.PHONY: help demo reset test test-fast lint bench lock environment needs-python

help:  ## list what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | awk -F '\t' '{ printf "  make %-11s %s\n", $$1, $$2 }'

needs-python:
	@test -n "$(PYTHON)" || { echo "error: Python 3.11 or newer is needed, and none is in PATH" >&2; exit 1; }

demo: needs-python  ## set up and run everything on 127.0.0.1 (PORT=8000)
	@$(PYTHON) -m deploy.demo "$(PORT)"

reset: needs-python  ## forget all state: database, index, secrets, logs
	@$(PYTHON) -m deploy.demo --reset

environment: needs-python
	@$(PYTHON) requirements/environment.py $(VENV) dev

test: environment  ## all tests, with their own set-up
	@CHROMIUM_PATH="$$($(IN_VENV) -m tests.browser)" $(IN_VENV) -m pytest -n 2 --dist loadgroup

test-fast: environment  ## the tests that take no seconds and start no servers
	@$(IN_VENV) -m pytest -m "not slow"

lint: environment  ## style, types, import direction, missing migrations
	$(IN_VENV) -m ruff check .
	$(IN_VENV) -m ruff format --check .
	$(IN_VENV) -m mypy .
	$(IN_VENV) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"
	$(IN_VENV) manage.py makemigrations --check --dry-run

bench: needs-python  ## one benchmark, with its own set-up: NAME=encoder, serving or scale
	@test -f "benchmarks/$(NAME).py" || { echo "error: NAME is encoder, serving or scale, not '$(NAME)'" >&2; exit 2; }
	@$(PYTHON) requirements/environment.py .venv-bench bench
	@test "$(NAME)" != encoder || $(PYTHON) requirements/environment.py .venv-peers peers
	@.venv-bench/bin/python benchmarks/$(NAME).py

LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url
lock:  ## write the hash-locked lists anew from requirements/*.in (needs uv)
	$(LOCK) requirements/installer.in -o requirements/installer.txt
	$(LOCK) requirements/serve.in -o requirements/serve.txt
	$(LOCK) -c requirements/serve.txt requirements/serve.in requirements/dev.in -o requirements/dev.txt
	UV_FIND_LINKS="$(PIP_FIND_LINKS)" $(LOCK) --no-emit-find-links -c requirements/serve.txt requirements/serve.in requirements/bench.in -o requirements/bench.txt
	UV_FIND_LINKS="$(PIP_FIND_LINKS)" $(LOCK) --no-emit-find-links requirements/peers.in -o requirements/peers.txt
	UV_FIND_LINKS="$(PIP_FIND_LINKS)" $(LOCK) --no-emit-find-links requirements/make.in -o requirements/make.txt
