"""sparql: a query read as text; that nothing reaches out is shown by a listener in test_store.py."""

from __future__ import annotations

import pytest

from armsgraph.sparql import inline, query_form


def test_a_term_replaces_whole_variables_only() -> None:
    query = "SELECT * { ?x ?xy $x \"?x\" '''?x''' <http://e/?x> # ?x\n }"
    assert inline(query, {"x": "<urn:one>"}) == (
        "SELECT * { <urn:one> ?xy <urn:one> \"?x\" '''?x''' <http://e/?x> # ?x\n }"
    )


def test_a_term_that_is_projected_or_grouped_by_stands_in_brackets() -> None:
    query = "SELECT ?x (COUNT(?s) AS ?n) { ?s ?p ?x } GROUP BY ?x"
    assert inline(query, {"x": "1"}) == "SELECT (1 AS ?x) (COUNT(?s) AS ?n) { ?s ?p 1 } GROUP BY (1)"


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("PREFIX ask: <http://e/ASK> # CONSTRUCT\nselect ?ask {}", "SELECT"),
        ("BASE <http://e/>\nASK { ?s ?p 'SELECT' }", "ASK"),
        ("construct { ?s ?p ?o } WHERE { { SELECT * { ?s ?p ?o } } }", "CONSTRUCT"),
        ("DESCRIBE <http://e/select>", "DESCRIBE"),
        ("", "SELECT"),
    ],
)
def test_the_form_is_the_first_such_word(query: str, form: str) -> None:
    assert query_form(query) == form
