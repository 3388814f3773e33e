# `make demo` and `make test` need only Python 3.11 or newer and make; a second run is quick.
VENV := .venv
BIN := $(VENV)/bin
EXTRAS ?= fast excel parquet sql documents testing
COMMA := ,
SPACE := $(subst ,, )
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.PHONY: demo test agree fuzz lint bench schemas docs dist lowest sbom clean

demo: $(VENV)/.run
	@$(BIN)/guidelinekit check examples/municipality.ndjson --as-of 2026-06-01 --fail-on never

test: $(VENV)/.dev
	$(BIN)/pytest -n auto --dist loadgroup

agree: $(VENV)/.dev
	$(BIN)/python tests/agreement.py --pairs 200000 --bundled 20000 --seed 1

fuzz: $(VENV)/.dev
	$(BIN)/python -m tools.fuzz

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.bench
	@$(BIN)/python -m benchmarks.run

schemas: $(VENV)/.dev
	$(BIN)/guidelinekit schema --write schemas

docs: $(VENV)/.dev
	$(BIN)/guidelinekit ledger --interpretations -o docs/interpretations.md
	$(BIN)/guidelinekit docs -o docs/rules

dist: $(VENV)/.dev
	rm -rf dist
	$(BIN)/python -m build

# The tests with the lowest versions that pyproject.toml allows.
lowest: $(VENV)/.run
	$(BIN)/python -m venv --clear build/lowest
	build/lowest/bin/python -m pip install --quiet --disable-pip-version-check uv
	build/lowest/bin/uv pip compile --quiet --resolution lowest-direct $(foreach each,$(EXTRAS),--extra $(each)) \
		pyproject.toml -o build/lowest/versions.txt
	build/lowest/bin/uv pip install --quiet --python build/lowest/bin/python -c build/lowest/versions.txt \
		--editable '.[dev]'
	build/lowest/bin/pytest -n auto --dist loadgroup $(TESTS)

# What is installed with the package, as CycloneDX: make sbom EXTRAS="fast excel".
sbom: $(VENV)/.run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check cyclonedx-bom
	@$(BIN)/python -m venv --clear --without-pip build/sbom
	@$(BIN)/python -m pip --python build/sbom/bin/python install --quiet --disable-pip-version-check \
		'.[$(subst $(SPACE),$(COMMA),$(strip $(EXTRAS)))]'
	@$(BIN)/cyclonedx-py environment build/sbom/bin/python --pyproject pyproject.toml --output-reproducible \
		--output-format JSON -o build/guidelinekit.cdx.json

$(VENV)/.run: pyproject.toml
	@test -n "$(PYTHON)" || { echo "guidelinekit needs Python 3.11 or newer"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml
	@test -n "$(PYTHON)" || { echo "guidelinekit needs Python 3.11 or newer"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[durable]' \
		|| echo "durable-rules was not built (it needs gcc): its tests are skipped"
	@touch $@ $(VENV)/.run

$(VENV)/.bench: $(VENV)/.dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

clean:
	rm -rf $(VENV) benchmarks/data build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
