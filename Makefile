# Every target works in a fresh clone: the first one to run makes .venv. PYTHON=... picks another interpreter.
# 3.12 and 3.11 come first because the durable-rules engine imports on no later version.
PYTHON ?= $(shell tools/find-python 3.12 3.11 3.13)
BIN := .venv/bin
READY := .venv/.ready
INSTALLED := .venv/.installed
CODE := src tests $(wildcard benchmarks tools/*.py)
DEMO := examples/henan_county_interview.yaml

.DEFAULT_GOAL := help
.PHONY: editor schemas mutation laws laws-thorough engines engines-thorough durable-soak help setup demo test lint format casefile-laws ledger-kill ledger-flip ledger-postgres memory wheel-test bench bench-check golden clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: $(READY) ## make .venv and install the project with its development tools

$(READY): pyproject.toml
	@echo 'installing the project and its development tools into .venv ...' >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,durable]'
	@touch $@ $(INSTALLED)

# What users have: the project alone.
$(INSTALLED): pyproject.toml
	@if ! test $(READY) -nt pyproject.toml; then \
	  echo 'installing the project into .venv ...' >&2; \
	  { test -x $(BIN)/python || $(PYTHON) -m venv .venv; } && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . ; fi
	@touch $@

demo: $(INSTALLED) ## explain the decision of one county's case
	@$(BIN)/zongzhi explain $(DEMO)

test: lint ## everything CI runs: lint, types, import contracts, tests
	@$(BIN)/pytest -n 2

laws: $(READY) ## the laws on many new cases and small packs at random (slow); see docs/testing.md
	@ZONGZHI_LAW_EXAMPLES=200 $(BIN)/pytest -n 2 tests/laws

laws-thorough: $(READY) ## the laws on 1,000,000 random cases of both packs; goes on where it was stopped
	@$(BIN)/python -m zongzhi_rules.testing.thorough --cases 1000000 --record build/laws-thorough.jsonl

engines: $(READY) ## the engines against each other and against brute force, ten times the daily examples
	@ZONGZHI_ENGINE_EXAMPLES=10 $(BIN)/pytest -n 2 tests/engines

engines-thorough: $(READY) ## 100,000 random cases through both engines; see docs/engines.md
	@$(BIN)/python tools/compare_engines.py --cases 100000

durable-soak: $(READY) ## 20,000 cases through the durable engine, then two threads with 5,000 each
	@$(BIN)/python tools/durable_soak.py

memory: $(READY) ## 100,000 different cases, in one thread and in four: the memory stays flat (fifteen minutes)
	@for threads in 1 4; do $(BIN)/python tools/flat_memory.py --threads $$threads || exit 1; done

casefile-laws: $(READY) ## files of cases against their entries judged from scratch, 2,000 random histories (slow)
	@ZONGZHI_HISTORIES=2000 $(BIN)/pytest -q tests/casefile/test_law_10.py

mutation: $(READY) ## change the shipped packs in one place at a time: every change is noticed by a case, or named (slow)
	@for pack in national_2016 henan_2016 jiangxi; do $(BIN)/zongzhi mutate $$pack --jobs 2 --lang en || exit 1; done

schemas: $(READY) ## write the schemas that the editor's settings of this repository name
	@for name in pack cases case events; do $(BIN)/zongzhi schema $$name -o .schemas/$$name.json; done

editor: $(READY) ## the schemas in a YAML language server (wants npm): what it offers, shows and finds fault with
	@npm install --silent --no-audit --no-fund --prefix build/editor yaml-language-server@1.25.0
	@ZONGZHI_YAML_SERVER=$(CURDIR)/build/editor/node_modules/.bin/yaml-language-server $(BIN)/pytest -q tests/schemas/test_language_server.py

lint: $(READY) ## ruff, mypy and the import contracts
	@$(BIN)/ruff check $(CODE) && $(BIN)/ruff format --check $(CODE) && $(BIN)/mypy $(CODE) && $(BIN)/lint-imports

format: $(READY) ## format the code and fix what ruff can
	@$(BIN)/ruff check --fix $(CODE); $(BIN)/ruff format $(CODE)

ledger-kill: $(READY) ## kill four writers of a ledger at 200 random moments and look for what is lost
	@rm -rf build/ledger-kill && mkdir -p build/ledger-kill && $(BIN)/python tests/ledger/killing.py build/ledger-kill/ledger.db 200 4 1

ledger-flip: $(READY) ## flip a bit in each byte of a small ledger: noticed, or where nothing is kept (ten minutes)
	@rm -rf build/ledger-flip && mkdir -p build/ledger-flip && PYTHONPATH=. $(BIN)/python tests/ledger/flipping.py build/ledger-flip

ledger-postgres: $(READY) ## the ledger's tests and 200 kills on a PostgreSQL server of their own
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'psycopg[binary]'
	@tools/with-postgres sh -c '$(BIN)/pytest -q tests/ledger/test_ledger.py && $(BIN)/python tests/ledger/killing.py $$ZONGZHI_TEST_POSTGRES 200 4 1'

wheel-test: $(READY) ## the wheel alone under Python 3.11, 3.12 and 3.13: decides an example, follows the tutorial
	@tools/wheel-test $(BIN)/python examples/*.yaml

bench: $(READY) ## the small ladder beside other engines
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]' && $(BIN)/python -m benchmarks

bench-check: $(READY) ## a check of 2,000 rules beside PyYAML's parse of them; fails past five times
	@$(BIN)/python -m benchmarks.check

golden: $(READY) ## rewrite the golden files; read the diff before committing it
	@$(BIN)/pytest -q --update-golden

clean: ## remove everything that is made
	@rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache; find . -name __pycache__ -prune -exec rm -rf {} +
