"""Keep the cells of a CSV file from being read as formulas."""

from __future__ import annotations

# What makes Excel, LibreOffice and Google Sheets take a cell for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str) -> str:
    """Return ``text`` such that a spreadsheet shows it and never computes it.

    Names and feedback come from students. Opened in a spreadsheet, a cell that starts like a
    formula would run on the instructor's machine; behind a single quote it is text. For cells that
    people read: an id must stay what it is, so whoever writes ids refuses such a one instead.
    """
    return f"'{text}" if text.startswith(FORMULA) else text
