# The main job and the tests, on a fresh machine with Python 3.11 or newer and make alone.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: lint test check bench clean
.DEFAULT_GOAL := lint

$(VENV)/.made: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "copydesk needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/python -m compileall -q linter rules
	@touch $@

$(VENV)/.dev: $(VENV)/.made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

lint: $(VENV)/.made  ## the main job: what copydesk finds in seeds/
	@$(BIN)/copydesk lint seeds; code=$$?; \
	if [ $$code -eq 1 ]; then echo "copydesk lint left with 1, as it should: the seeds are damaged, and these are the findings."; \
	else echo "copydesk lint left with $$code; it should have found the damage of the seeds and left with 1."; exit 1; fi

test: $(VENV)/.dev  ## the tests
	$(BIN)/python -m pytest

check: $(VENV)/.dev  ## types and style
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: $(VENV)/.dev  ## speed, beside other tools in the same run
	$(BIN)/python bench/bench.py

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis bench/.tools
