"""Holds the JSON of the command line against the schemas that are shipped with it."""

from __future__ import annotations

import json
from importlib import resources

from jsonschema import Draft202012Validator


def fits(document: dict) -> dict:
    """Give the document back if it fits the schema that it names."""
    name = document["schema"].removeprefix("provenance.").replace("/", "-")
    file = resources.files("provenance.reports") / "schemas" / f"{name}.json"
    Draft202012Validator(json.loads(file.read_text("utf-8"))).validate(document)
    return document
