# make serve   set up, build strictly, serve with live reload of pages, data and seeds; problems show in the page
#              (make serve PORT=8001: at another port than the 8000 of mkdocs.yml)
# make test    set up, pass every test
# The other targets are for contributors; CONTRIBUTING.md explains them.

# Material prints an advertisement for its successor on every build.
export NO_MKDOCS_2_WARNING := 1
# Byte code that is written once is not made anew by each of many processes.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
# More for `isnad check`, `isnad diff` and `isnad format`, such as --format github.
OPTIONS ?=
# One process more than cores: tests in a browser wait for it.
WORKERS ?= $(shell $(PYTHON) -c "import os; print(1 + (os.cpu_count() or 1))")
VENV := .venv
BIN := $(VENV)/bin
SITE_READY := $(VENV)/.site-ready
FETCH_READY := $(VENV)/.fetch-ready
TEST_READY := $(VENV)/.test-ready

.PHONY: serve site check diff format fetch watch test mutate peers bench lighthouse nu lint lock licences typefaces release vulnerabilities clean

serve: $(SITE_READY)
	$(BIN)/python hooks/mkdocs_settings.py
	$(BIN)/mkdocs serve --strict $(if $(PORT),--dev-addr 127.0.0.1:$(PORT))

site: $(SITE_READY)
	$(BIN)/python hooks/mkdocs_settings.py
	$(BIN)/mkdocs build --strict

check: $(SITE_READY)
	$(BIN)/isnad check $(OPTIONS)

diff: $(SITE_READY)
	$(BIN)/isnad diff $(OPTIONS)

format: $(SITE_READY)
	$(BIN)/isnad format $(OPTIONS)

fetch: $(FETCH_READY)

watch: $(FETCH_READY)
	$(BIN)/isnad watch $(OPTIONS) || [ $$? = 3 ]

test: $(TEST_READY)
	$(BIN)/pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder

mutate: $(TEST_READY)
	$(BIN)/python -m tests.mutations.mutate

peers: $(TEST_READY)
	$(BIN)/python bench/peers.py

bench: $(TEST_READY)
	$(BIN)/python -m bench.speed

lighthouse: $(TEST_READY)
	tools/lighthouse/run $(BIN)

nu: site
	tools/nu/run site

lint: $(TEST_READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/isnad format --check hooks/isnad/*.yaml
	$(BIN)/actionlint
	$(BIN)/zizmor --quiet --offline --pedantic .github
	$(BIN)/pre-commit validate-config

lock: $(TEST_READY)
	cd requirements && for name in site fetch dev; do ../$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes \
	  --python-version 3.11 --custom-compile-command "make lock" $$name.in -o $$name.txt || exit 1; done
	cd bench && ../$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes \
	  --python-version 3.11 --custom-compile-command "make lock" requirements-peers.in -o requirements-peers.txt

licences: $(TEST_READY)
	$(BIN)/python -m tools.sbom

typefaces: $(TEST_READY)
	$(BIN)/python -m tools.typefaces

release: $(TEST_READY)
	$(BIN)/python -m tools.release site release

vulnerabilities: $(TEST_READY)
	$(BIN)/pip-audit --disable-pip --require-hashes --requirement requirements/dev.txt

clean:
	rm -rf $(VENV) site .site-* release

$(SITE_READY): requirements/site.txt pyproject.toml tools/install
	tools/install "$(PYTHON)" $(VENV) requirements/site.txt
	touch $@

$(FETCH_READY): requirements/fetch.txt $(SITE_READY)
	tools/install "$(PYTHON)" $(VENV) requirements/fetch.txt
	touch $@

# What tests need has all that a site and a reader of pages need in it.
$(TEST_READY): requirements/dev.txt requirements/site.txt pyproject.toml tools/install
	tools/install "$(PYTHON)" $(VENV) requirements/dev.txt
	touch $(SITE_READY) $(FETCH_READY) $@
