"""Runs the demonstration: `python -m <package>.monitor --demo --locale fr`."""

from __future__ import annotations

import sys

from .demo import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
