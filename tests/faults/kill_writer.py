"""Kill a writer at every step it takes on disk and tell what is left, as JSON lines.

Run as a program of its own, because a process that counts its steps by an
audit hook cannot stop counting. Arguments: a folder to work in, and `exchange`
or `in-place`.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from generator.emit.artifact import Artifact
from generator.output import OutputFolder

_DONE = 0
_KILLED = 9
_STEPS = {
    "open",
    "os.chmod",
    "os.link",
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.scandir",
    "shutil.rmtree",
}


def _artifacts(version: str) -> tuple[Artifact, ...]:
    """Make a tree: files that stay, change, come and go, with their folders."""
    files = {"shop/__init__.py": "same", "shop/models.py": version, f"shop/{version}/x.py": "x"}
    return tuple(
        Artifact(path=path, content=text.encode(), emitter="python") for path, text in files.items()
    )


def write(out: Path, version: str) -> None:
    """Write one version of the tree."""
    with OutputFolder.open(out) as folder:
        folder.write(folder.plan(_artifacts(version), version="1", digest=version))


def snapshot(root: Path) -> dict[str, str]:
    """Give what stands below a folder, links and folders too."""
    return {
        path.relative_to(root).as_posix(): (
            f"link to {path.readlink()}"
            if path.is_symlink()
            else "folder"
            if path.is_dir()
            else path.read_bytes().decode("latin-1")
        )
        for path in sorted(root.rglob("*"))
    }


def _prepare(base: Path) -> Path:
    """Write the old version among files of somebody else."""
    shutil.rmtree(base, ignore_errors=True)
    out = base / "out"
    write(out, "old")
    (out / "notes/empty").mkdir(parents=True)
    (out / "notes/mine.txt").write_text("mine")
    (out / "notes/link").symlink_to("mine.txt")
    return out


def _die_at(step: int, base: Path) -> None:
    """Kill this process at its nth step below a folder."""
    left = [step]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in _STEPS and any(str(base) in str(argument) for argument in arguments):
            left[0] -= 1
            if not left[0]:
                os._exit(_KILLED)

    sys.addaudithook(hook)


def main() -> None:
    """Try every step until the writer gets through."""
    base, way = Path(sys.argv[1]), sys.argv[2]
    step, status = 0, _KILLED
    while status == _KILLED:
        step += 1
        out = _prepare(base)
        if way == "in-place":
            os.chdir(out)  # a folder in which somebody works does not change places
        child = os.fork()
        if child == 0:
            _die_at(step, base)
            write(out, "new")
            os._exit(_DONE)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        killed = snapshot(out)
        with OutputFolder.open(out):
            recovered = snapshot(out)
        left = sorted(path.name for path in base.iterdir())
        write(out, "new")
        final = snapshot(out)
        os.chdir("/")
        report = {"killed": killed, "recovered": recovered, "left": left, "final": final}
        sys.stdout.write(json.dumps(report) + "\n")
        if status not in {_DONE, _KILLED}:
            sys.exit(f"the writer ended with {status} at step {step}")


if __name__ == "__main__":
    main()
