# Two commands do everything: `make demo` shows onrecord at work, `make test` runs what CI runs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DB ?= demo.db
export ONRECORD_SHARED ?= $(abspath $(wildcard ../shared))
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export NO_MKDOCS_2_WARNING := true
MAKEFLAGS += --no-print-directory

.PHONY: help install demo test lint types floors unit docs bench bench-archive fuzz audit train train-smoke lock wheel wheel-check reproducible container docs-output screenshots reference clean

help:  ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

install: $(VENV)/.installed  ## make .venv from the lock file

$(VENV)/.installed: requirements.lock pyproject.toml
	@echo "Installing into $(VENV) from requirements.lock (a minute or two) ..."
	@$(PYTHON) -c 'import sys; sys.exit("onrecord needs Python 3.11 or newer; try: make PYTHON=python3.12") if sys.version_info < (3, 11) else 0'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

demo: install  ## load the sample dossier and ask it who said what
	@BIN=$(BIN) DB=$(DB) sh samples/demo.sh

test: install lint types floors unit docs  ## everything that CI runs
	@echo "All checks passed."

lint: install  ## ruff: rules and format
	@echo "== ruff"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: install  ## mypy, strict, on src
	@echo "== mypy"
	@$(BIN)/mypy

floors: install  ## imports go down the house's floors only
	@echo "== import floors"
	@$(BIN)/python -m pytest tests/test_floors.py

unit: install  ## the tests, and the examples in the docs
	@echo "== tests"
	@$(BIN)/python -m pytest -n auto

docs: install  ## build the documentation, strictly, into site/
	@echo "== docs"
	@$(BIN)/mkdocs build --strict --quiet --clean

docs-output: install  ## write what the examples in README and docs print anew
	@$(BIN)/python docs/examples.py --write

screenshots: install  ## pictures of every page at three widths in build/screenshots, and the tour's anew
	@$(BIN)/python docs/screenshots.py
	@$(BIN)/python docs/screenshots.py --tour

reference: install  ## write the help pages and the JSON Schema in docs/reference/ anew
	@$(BIN)/python docs/make_reference.py

bench: $(VENV)/.bench  ## measure, hold the floors of bench/floors.json, and write docs/explanation/benchmarks.md
	@$(BIN)/python bench/table.py

bench-archive: install  ## measure Ray over an archive, and write the figures into docs/explanation/archives.md (10 minutes)
	@$(BIN)/python bench/archive.py --write

$(VENV)/.bench: $(VENV)/.installed
	@echo "Installing what onrecord is compared with ..."
	@$(BIN)/python -m pip install -q --no-build-isolation -e ".[bench]"
	@touch $@

fuzz: install  ## hostile inputs: a million texts, ten thousand of each format (counts and seconds in build/fuzz.log)
	@ONRECORD_FUZZ=$${ONRECORD_FUZZ:-10000} ONRECORD_FUZZ_SEED=$${ONRECORD_FUZZ_SEED:-$$(date +%s)} \
		ONRECORD_FUZZ_LOG=$${ONRECORD_FUZZ_LOG:-build/fuzz.log} \
		$(BIN)/python -m pytest -n $${ONRECORD_FUZZ_JOBS:-auto} tests/hostile

audit: install  ## ask the advisory database about the locked dependencies (needs the network)
	@$(BIN)/python .ci/audit $(BIN)/pip-audit

train: .train/venv/.installed  ## train the language model anew (two hours on a CPU)
	@.train/venv/bin/python -m training $(ARGS)

train-smoke: .train/venv/.installed  ## go the whole way of training with a few examples, to .train/smoke (minutes)
	@.train/venv/bin/python -m training --limit 8 --epochs 1 --out .train/smoke --model .train/smoke/model $(ARGS)
	@ONRECORD_MODEL=.train/smoke/model .train/venv/bin/python -c 'from onrecord.language import analyse, model_version; print(model_version(), "reads", len(analyse("Ada said it rained.")), "words")'

.train/venv/.installed: pyproject.toml
	@echo "Installing PyTorch and the training tools into .train/venv ..."
	@$(PYTHON) -m venv .train/venv
	@.train/venv/bin/python -m pip install -q -e ".[training]"
	@touch $@

LOCK := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

lock: install  ## resolve the dependencies anew: those of development, and of them those that a user needs (takes minutes)
	@$(LOCK) --upgrade --extra dev --output-file requirements.lock pyproject.toml
	@$(LOCK) --extra archive --extra postgres --constraint requirements.lock --output-file requirements-run.lock pyproject.toml

wheel: install  ## build the wheel into dist/
	@rm -rf dist
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist . > /dev/null
	@ls -l dist/*.whl

PYTHONS ?= $(shell for one in 3.11 3.12 3.13; do python$$one -c 1 > /dev/null 2>&1 && echo python$$one; done; true)
TESTS ?= tests/cli tests/exchange tests/extract tests/language tests/ledger tests/read tests/reason tests/store tests/text

wheel-check: wheel  ## with each Python there is: install the wheel into an empty environment, use it offline, run tests against it
	@for python in $(PYTHONS); do PYTHON=$$python TESTS="$(TESTS)" sh bench/wheel_check.sh dist/*.whl || exit 1; done

reproducible: install  ## build wheel and sdist twice, and compare them byte by byte
	@sh bench/reproducible.sh $(BIN)/python

container: wheel  ## build the container image from the wheel (with podman, or CONTAINER="docker")
	@$(or $(CONTAINER),podman) build $(if $(BASE),--build-arg BASE=$(BASE)) -t onrecord -f Containerfile .

clean:  ## remove what was built, not the ledgers
	@rm -rf $(VENV) .train dist build site .mypy_cache .ruff_cache .pytest_cache .hypothesis
