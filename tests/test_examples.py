"""Every example of every rule and pack is a test."""

from __future__ import annotations

import pytest

from copydesk.testing import Case, cases


@pytest.mark.parametrize("case", cases(), ids=str)
def test_example(case: Case) -> None:
    case.check()
