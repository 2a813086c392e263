"""The schemas that are shipped: each is one, and they agree with each other and with the model."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from provenance.model.decision import Verdict
from provenance.model.finding import Bearing
from provenance.model.match import Relation, Strength
from provenance.model.media import Role
from provenance.model.metadata import State, ZoneState
from provenance.model.moment import Basis, Clock, Trust
from provenance.model.origin import Relay
from provenance.model.travel import Trace
from tests.reports.schemas import schema


@pytest.mark.parametrize(
    "name", ["check", "lookup", "ingest", "extend", "decide", "when", "compare"]
)
def test_a_schema_is_a_schema(name):
    Draft202012Validator.check_schema(schema(name).schema)


def test_what_two_schemas_define_they_define_alike():
    check, lookup = (schema(name).schema["$defs"] for name in ("check", "lookup"))
    both = check.keys() & lookup.keys()
    assert {"match", "moment", "earliest"} <= both
    assert {name: check[name] for name in both} == {name: lookup[name] for name in both}
    decide = schema("decide").schema["$defs"]
    assert {name: decide[name] for name in decide.keys() & lookup.keys()} == {
        name: lookup[name] for name in decide.keys() & lookup.keys()
    }


@pytest.mark.parametrize(
    ("values", "path"),
    [
        (Clock, "moment.clock"),
        (Basis, "moment.basis"),
        (Trust, "moment.trust"),
        (Strength, "match.strength"),
        (Relation, "match.relation"),
        (Bearing, "finding.bearing"),
        (State, "metadata.state"),
        (ZoneState, "metadata.zone"),
        (Role, "frame.role"),
        (Verdict, "said.verdict"),
        (Relay, "origin.relay"),
        (Trace, "step.trace"),
    ],
)
def test_a_schema_knows_every_value_of_an_enum(values, path):
    part, field = path.split(".")
    known = schema("check").schema["$defs"][part]["properties"][field]["enum"]
    assert known == [value.value for value in values]
