"""The schemas that are shipped, ready to hold a document against."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from jsonschema import Draft202012Validator


@cache
def schema(name: str) -> Draft202012Validator:
    file = resources.files("provenance.reports") / "schemas" / f"{name}-1.json"
    return Draft202012Validator(json.loads(file.read_text(encoding="utf-8")))
