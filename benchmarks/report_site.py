"""Measures a report: how large its site is, and how soon a browser shows it.

    python benchmarks/report_site.py SITE

SITE is a folder that `gen-schema report` wrote. Needs the `test` extra and a Chromium
(`CHROMIUM`, else `/usr/bin/chromium`). Times are milliseconds from the start of the
navigation, the median of five fresh browser windows.
"""

from __future__ import annotations

import argparse
import os
import statistics
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_ROUNDS = 5
_WATCH = """
new MutationObserver(() => {
  if (!window.shown && document.querySelector(".heat-map a")) window.shown = performance.now();
}).observe(document, {childList: true, subtree: true});
"""
_SEARCH = """
async () => {
  const start = performance.now();
  await report.find("a");
  return performance.now() - start;
}
"""


def main(site: Path) -> None:
    """Print the figures."""
    sizes = [file.stat().st_size for file in site.rglob("*") if file.is_file()]
    print(f"files {len(sizes)}, bytes {sum(sizes)}, largest {max(sizes)}")
    with sync_playwright() as playwright:
        program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=program)
        rounds = [_measure(browser, site) for _ in range(_ROUNDS)]
        browser.close()
    for index, name in enumerate(("overview shown", "first search")):
        times = [own[index] for own in rounds]
        print(f"{name}: {statistics.median(times):.0f} ms (at most {max(times):.0f})")


def _measure(browser: Browser, site: Path) -> tuple[float, float]:
    """Open the overview in a fresh window, then search."""
    page = browser.new_context().new_page()
    page.add_init_script(_WATCH)
    page.goto((site / "index.html").resolve().as_uri())
    page.wait_for_selector(".heat-map a")
    times = float(page.evaluate("window.shown")), float(page.evaluate(_SEARCH))
    page.context.close()
    return times


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", type=Path, help="a folder that gen-schema report wrote")
    main(parser.parse_args().site)
