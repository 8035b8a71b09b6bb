"""Read SPARQL as text: what it must not name, which form it has, and how a term is written into it."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Mapping

from armsgraph.errors import InputError

# The tokens of SPARQL that may hide a keyword (https://www.w3.org/TR/sparql11-query/#sparqlGrammar, terminals).
# A prefix is a word and its local name a token apart; a stray quote or backslash is none.
_TOKEN = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
      | (?P<string>\"{3}(?:\"{0,2}(?:[^\"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
                  |\"(?:[^\"\\\r\n]|\\.)*\" | '(?:[^'\\\r\n]|\\.)*')
      | (?P<iri><[^<>\"{}|^`\\\x00-\x20]*>)
      | (?P<variable>[?$]\w+)
      | (?P<local>:(?:(?:[\w:%]|\\.)(?:[\w:.%-]|\\.)*)?)
      | (?P<word>[\w.-]+)
      | (?P<other>[^"'\\])""",
    re.VERBOSE | re.DOTALL,
)
_SURELY_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")  # `//` is no operator
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_REACHING_OUT = ("SERVICE", "LOAD", "FROM")
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def refuse_reaching_out(query: str) -> None:
    """Refuse SPARQL that names SERVICE, LOAD or FROM outside strings, IRIs, comments and local names.

    Keywords may touch their neighbours (`trueSERVICE<…>`) or be written as code points (`\\u0053ERVICE`), so a word
    is refused when it contains one, in the text as it stands and in the text with code points resolved.
    """
    for text in (query, _CODEPOINT.sub(_character, query)):
        for token in _readings(text):
            word = (token["word"] or "").upper()
            found = next((keyword for keyword in _REACHING_OUT if keyword in word), None)
            if found:
                line = text.count("\n", 0, token.start()) + 1
                raise InputError(
                    f"SPARQL line {line}: {found} reaches outside the graph and is refused "
                    "(as a prefix, give it another name)"
                )


def _readings(text: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of each way to read a query: `<` opens an IRI or means less, and only a parser can tell."""
    places, last, comment_end = [0], -1, 0
    while places:
        place = heapq.heappop(places)
        # A comment within a comment ends with the same line; to read each anew takes quadratic time.
        if place == last or (place < comment_end and text[place] == "#"):
            continue
        last = place
        token = _TOKEN.match(text, place)
        if token is None:
            continue
        yield token
        heapq.heappush(places, token.end())
        if token["comment"]:
            comment_end = token.end()
        if token["iri"] and not _SURELY_IRI.match(token["iri"]):
            heapq.heappush(places, place + 1)


def inline(query: str, terms: Mapping[str, str]) -> str:
    """Write terms into a query for an engine that binds no variables: whole variable tokens become whole terms.

    A parameter that is projected or grouped by needs brackets around its term; a sub-query must not project one.
    """
    clause, depth = "", 0

    def replace(token: re.Match[str]) -> str:
        nonlocal clause, depth
        text = token[0]
        if text.upper() in ("SELECT", "BY", "{", "}"):
            clause, depth = text.upper(), 0
        depth += (text == "(") - (text == ")")
        term = terms.get(text[1:]) if token["variable"] else None
        if term is None:
            return text
        if depth or clause not in ("SELECT", "BY"):
            return term
        return f"({term} AS {text})" if clause == "SELECT" else f"({term})"

    return _TOKEN.sub(replace, query)


def query_form(query: str) -> str:
    """Return SELECT, ASK, CONSTRUCT or DESCRIBE: the first such word outside strings, IRIs, names and comments."""
    words = (token for token in _TOKEN.finditer(query) if token["word"] and query[token.end() : token.end() + 1] != ":")
    return next((word[0].upper() for word in words if word[0].upper() in _FORMS), "SELECT")


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else escape[0]
