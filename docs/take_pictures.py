"""Takes the pictures of the report that the documentation shows, from the sample pages alone.

    python docs/take_pictures.py [FOLDER]

Needs the `test` extra and a Chromium (`CHROMIUM`, else `/usr/bin/chromium`).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

_ROOT = Path(__file__).resolve().parent.parent
_VIEWS = {
    "overview": "#/",
    "type": "#/ips/type-task-progress",
}
_SIZE = {"width": 1280, "height": 860}


def main(folder: Path) -> None:
    """Write `report-<view>-<theme>.png` for each view in light and in dark."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as site:
        command = [sys.executable, "-m", "generator", "report", "specs/ips", "-o", site, "--quiet"]
        subprocess.run(command, cwd=_ROOT, check=True)  # noqa: S603 - our own program
        with sync_playwright() as playwright:
            program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
            browser = playwright.chromium.launch(executable_path=program)
            for theme in ("light", "dark"):
                page = browser.new_page(viewport=_SIZE, color_scheme=theme, locale="en")
                for view, address in _VIEWS.items():
                    page.goto(Path(site, "index.html").as_uri() + address)
                    _settle(page, view)
                    page.screenshot(path=folder / f"report-{view}-{theme}.png")
                page.close()
            browser.close()


def _settle(page: Page, view: str) -> None:
    """Wait for the view; of the type, bring a damaged row into view with its evidence open."""
    page.wait_for_selector("main h1")
    if view == "type":
        page.wait_for_selector(".editions")
        page.locator(".has-damage .row-button").nth(1).click()
        page.evaluate("document.querySelector('.editions').scrollIntoView({block: 'start'})")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else _ROOT / "docs" / "images")
