"""Kill whole runs at many moments and tell what is left, as JSON lines.

Run as a program of its own, because it forks. Arguments: a folder to work in,
and the number of moments, which are spread over the time that a run takes.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path

from generator.cli import cli
from generator.output import OutputFolder
from tests.faults.kill_writer import snapshot
from tests.hostile.case import SOUND, page

_DONE = 0


def _write_pages(folder: Path, heading: str) -> None:
    for locale in ("en", "fr"):
        path = folder / locale / "order.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(SOUND, heading=heading, locale=locale), "utf-8")


def _run(specs: Path, out: Path) -> int:
    """Run in a child of this process, which has imported everything already."""
    child = os.fork()
    if child:
        return child
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    try:
        cli([str(specs), "-o", str(out), "--no-cache"], standalone_mode=False)
    finally:
        os._exit(_DONE)


def main() -> None:
    """Try every moment."""
    base, moments = Path(sys.argv[1]), int(sys.argv[2])
    trees = {}
    for version in ("Old", "New"):
        _write_pages(base / version / "s", version)
        cli(
            [str(base / version / "s"), "-o", str(base / f"tree{version}"), "--no-cache", "-q"],
            standalone_mode=False,
        )
        trees[version] = snapshot(base / f"tree{version}")
    begin = time.monotonic()
    shutil.copytree(base / "treeOld", base / "w/out")
    os.waitpid(_run(base / "New/s", base / "w/out"), 0)
    whole = time.monotonic() - begin
    if snapshot(base / "w/out") != trees["New"]:
        sys.exit("a run that nobody kills must give the new tree")
    for moment in range(moments):
        shutil.rmtree(base / "w")
        shutil.copytree(base / "treeOld", base / "w/out")
        child = _run(base / "New/s", base / "w/out")
        time.sleep(whole * moment / moments)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with OutputFolder.open(base / "w/out"):
            left = snapshot(base / "w/out")
        found = next((name for name, tree in trees.items() if tree == left), "broken")
        beside = sorted(path.name for path in (base / "w").iterdir())
        sys.stdout.write(json.dumps({"tree": found, "beside": beside}) + "\n")


if __name__ == "__main__":
    main()
