"""Keep the cells of a CSV file from being read as formulas."""

from __future__ import annotations

import re

# What makes Excel, LibreOffice and Google Sheets take a cell for a formula; some skip spaces, and
# in East Asian settings the wide forms count. Where a semicolon or a tab separates cells, as in
# French settings, it also does within the quotes of a comma-separated cell, and a newline ends it.
FORMULA = re.compile(r"^(?=[\t\r])|(?:^|(?<=[;\t\r\n]))(?=[^\S\t\r\n]*[=+\-@＝＋－＠])")


def neutral(text: str) -> str:
    """Return ``text`` such that a spreadsheet shows it and never computes it.

    Names and feedback come from students. Opened in a spreadsheet, a cell that starts like a
    formula would run on the instructor's machine; behind a single quote it is text. For cells that
    people read: an id must stay what it is, so whoever writes ids refuses such a one instead.
    """
    return FORMULA.sub("'", text)
