"""What the sections of the report share: times in words."""

from __future__ import annotations

import pytest

from armsgraph.charts.sections.times import begun, worded


@pytest.mark.parametrize(
    ("edtf", "text"),
    [
        ("2024-05-24", "2024-05-24"),
        ("2023-09/2023-10", "2023-09 to 2023-10"),
        ("2023-10~", "about 2023-10"),
        ("2024-05-01~/2024-05-03~", "about 2024-05-01 to about 2024-05-03"),
        ("/2023-10", "to 2023-10 (start unknown)"),
        ("2023-10/", "from 2023-10 (end unknown)"),
        ("2025/..", "from 2025 (end open)"),
        ("in spring", "in spring"),
    ],
)
def test_a_time_is_read_with_its_precision(edtf: str, text: str) -> None:
    assert worded(edtf) == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("listed 2024-05-24", "listed 2024-05-24"),
        ("listed 2022-05-06/2022-05-08 (in force)", "listed between 2022-05-06 and 2022-05-08 (in force)"),
        ("listed ../2025-06-08", "listed by 2025-06-08"),
        ("2006/..", "from 2006 on"),
        ("listed day unknown", "listed, day unknown"),
        ("not listed as of 2024-05-03", "not listed as of 2024-05-03"),
        ("unknown", "unknown"),
    ],
)
def test_a_listing_begins_on_a_day_or_between_two(text: str, read: str) -> None:
    assert begun(text) == read
