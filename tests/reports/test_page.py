"""The functions that the templates call by name."""

from __future__ import annotations

from provenance.reports import page


def test_no_two_functions_of_the_templates_have_one_name():
    names = [function.__name__ for function in page._FUNCTIONS]
    assert len(names) == len(set(names))
