"""A real browser for the pages that people read, on a desk and on a phone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
    "--disable-background-networking --disable-component-update --disable-sync"
)
MISSING = (
    "Pages are checked in a real browser: install Debian's packages chromium and chromium-driver "
    "(apt-get install chromium chromium-driver)."
)
DESKTOP, PHONE = (1280, 900), (360, 740)


def start_browser(directory: Path) -> Chrome:
    """Start one with its files in ``directory``; without any, CI fails and a colleague is told."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    options = ChromeOptions()
    options.binary_location = chromium
    for flag in FLAGS.split():
        options.add_argument(flag)
    options.add_argument(f"--user-data-dir={directory}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return Chrome(options=options, service=Service(driver))


def open_page(browser: Chrome, address: str, size: tuple[int, int]) -> None:
    """Show a page afresh on a screen of ``size``."""
    width, height = size
    screen = {
        "width": width,
        "height": height,
        "deviceScaleFactor": 1 if width > 500 else 2,
        "mobile": width < 500,
    }
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    browser.get("about:blank")
    browser.get(address)
