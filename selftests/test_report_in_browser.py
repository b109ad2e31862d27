"""The class report in a real browser: it sorts, opens, fits a phone, and its console stays empty.

Screenshots are made again in ``docs/`` with ``UPDATE_SCREENSHOTS=1``.
"""

from __future__ import annotations

import base64
import os
import re

import pytest
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from autograder.report.classroom import Class, class_report
from autograder.report.page import TEMPLATES, class_page, course_page
from autograder.report.progress import progress
from autograder.report.roster import Roster

from . import forty
from .browsers import DESKTOP, PHONE, open_page

VERSIONS = {"autograder": "0"}
PICTURE_HEIGHT = 1500
DOCS = forty.ROOT / "docs"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write the pages of the class of forty and return where that of the part is."""
    part = forty.the_part()
    reports = forty.forty_students.declared_reports(part)
    of = Class(part, reports, {forty.forty_students.BROKEN: forty.PROBLEM}, frozenset())
    page = tmp_path_factory.mktemp("page") / "class.html"
    page.write_text(class_page(class_report(of, Roster(), VERSIONS), "fr"), "utf-8")
    course = course_page(progress([of] * 14, Roster()), VERSIONS, "fr")
    page.with_name("course.html").write_text(course, "utf-8")
    return page.as_uri()


def _column(browser: Chrome, number: int) -> list[str]:
    rows = "[...document.querySelectorAll('.heat tbody tr')]"
    return list(browser.execute_script(f"return {rows}.map(r => r.cells[{number}].textContent)"))


def _totals(browser: Chrome) -> list[float]:
    return [float(text.replace(",", ".")) for text in _column(browser, 1)]


def _button(browser: Chrome, number: int) -> WebElement:
    return browser.find_elements(By.CSS_SELECTOR, ".heat thead th button")[number]


def test_a_column_sorts_by_keyboard_and_mouse(browser: Chrome, address: str) -> None:
    """Enter sorts by total, upwards then downwards; a click on the first title sorts by name."""
    open_page(browser, address, DESKTOP)
    names, totals = _column(browser, 0), _totals(browser)
    assert totals != sorted(totals)
    browser.execute_script("arguments[0].focus()", _button(browser, 1))
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert _totals(browser) == sorted(totals)
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert _totals(browser) == sorted(totals, reverse=True)
    head = browser.find_elements(By.CSS_SELECTOR, ".heat thead th")[1]
    assert head.get_attribute("aria-sort") == "descending"
    _button(browser, 0).click()
    assert _column(browser, 0) == sorted(names)
    assert head.get_attribute("aria-sort") is None
    assert browser.get_log("browser") == []


def test_a_student_opens(browser: Chrome, address: str) -> None:
    """The name in the heat map leads to the student's exercises, and opens them."""
    open_page(browser, address, DESKTOP)
    link = browser.find_element(By.LINK_TEXT, "alban")
    section = browser.find_element(By.ID, str(link.get_attribute("href")).partition("#")[2])
    assert not section.is_displayed()
    link.click()
    assert section.is_displayed()
    assert "binary_cross_entropy" in section.text
    assert "no-maximum-subtracted" in section.text
    assert browser.get_log("browser") == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("page", ["class.html", "course.html"])
def test_page_fits(browser: Chrome, address: str, page: str, size: tuple[int, int]) -> None:
    """Nothing is wider than the screen, with everything open; only tables scroll."""
    open_page(browser, address.replace("class.html", page), size)
    browser.execute_script("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert browser.execute_script("return document.documentElement.scrollWidth") == size[0]
    assert browser.get_log("browser") == []


@pytest.mark.parametrize(
    ("name", "size", "element"),
    [("desktop", DESKTOP, "body"), ("heat_map", DESKTOP, "#heat"), ("phone", PHONE, "body")],
)
def test_page_looks_as_in_docs(
    browser: Chrome, address: str, name: str, size: tuple[int, int], element: str
) -> None:
    """The pictures of the README are of this page; every part of it that they show is there."""
    open_page(browser, address, size)
    box = browser.execute_script(
        "return document.querySelector(arguments[0]).getBoundingClientRect()", element
    )
    assert min(box["width"], box["height"]) > 300
    clip = {key: box[key] for key in ("x", "y", "width")}
    clip |= {"height": min(box["height"], PICTURE_HEIGHT), "scale": 1}
    shot = browser.execute_cdp_cmd(
        "Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip}
    )
    picture = DOCS / f"class_report_{name}.png"
    if os.environ.get("UPDATE_SCREENSHOTS") == "1":
        picture.write_bytes(base64.b64decode(shot["data"]))
    assert picture.is_file()


def test_browser_refuses_what_the_page_did_not_bring(browser: Chrome, address: str) -> None:
    """A script and a picture that got into the page all the same neither run nor load."""
    open_page(browser, address, DESKTOP)
    browser.execute_script(
        "const s = document.createElement('script'); s.textContent = 'window.ran = true';"
        "document.body.append(s);"
        "const i = new Image(); i.src = 'file:///etc/hostname'; document.body.append(i);"
    )
    assert browser.execute_script("return window.ran") is None
    refused = " ".join(entry["message"] for entry in browser.get_log("browser"))
    assert "script-src" in refused
    assert "default-src" in refused


# Text on what lies behind it, as style.css pairs them.
TEXTS = (
    "ink page, ink card, ink warn-page, soft page, soft card, accent page, accent card, warn page, "
    "warn card, warn warn-page, passed card, on-h0 h0, on-h1 h1, on-h h2, on-h h3, on-h h4, "
    "on-hn hn, on-dark passed, on-dark raised, on-dark timed-out, on-dark other, on-failed failed, "
    "on-light not-started"
)
SHAPES = "passed page, failed page, raised page, timed-out page, not-started page, other page"


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_have_enough_contrast(scheme: int) -> None:
    """4.5 to 1 for text and 3 to 1 for shapes, as WCAG 2.1 AA asks, in both colour schemes."""
    css = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    block = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[scheme]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    for pairs, least in ((TEXTS, 4.5), (SHAPES, 3.0)):
        for pair in pairs.split(", "):
            front, back = (_luminance(colours[name]) for name in pair.split())
            ratio = (max(front, back) + 0.05) / (min(front, back) + 0.05)
            assert ratio >= least, pair


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
