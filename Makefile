# Two commands on a fresh machine: `make demo` and `make test`. Each sets up what it needs.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test lint bench accuracy accuracy-video setup clean

demo: $(VENV)/.installed
	@$(BIN)/python demo/run.py

test: $(VENV)/.installed-dev
	$(BIN)/ruff check src tests accuracy benchmarks demo scripts
	$(BIN)/ruff format --check src tests accuracy benchmarks demo scripts
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix src tests accuracy benchmarks demo scripts
	$(BIN)/ruff format src tests accuracy benchmarks demo scripts

bench: $(VENV)/.installed-bench
	$(BIN)/python benchmarks/run.py

# More is said with ARGS: make accuracy ARGS="--quick --photos FOLDER".
accuracy: $(VENV)/.installed
	@$(BIN)/python -m accuracy.run $(ARGS)

# The section about videos alone; minutes, where the rest takes hours.
accuracy-video: $(VENV)/.installed
	@$(BIN)/python -m accuracy.video --out docs/accuracy.md $(ARGS)

setup: $(VENV)/.installed-dev

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[c2pa,heic,video]'
	@# Where PYTHONDONTWRITEBYTECODE is set, every start would compile the program again.
	$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev -e '.[neural]'
	@touch $@

$(VENV)/.installed-bench: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	@touch $@

clean:
	rm -rf $(VENV) demo/out build dist
