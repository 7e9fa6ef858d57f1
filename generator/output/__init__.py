"""`Artifact`s → the output folder, which changes as a whole or not at all."""

from generator.output.manifest import MANIFEST, FileRecord, Manifest
from generator.output.output_folder import (
    OutputError,
    OutputFolder,
    Written,
    check_output,
    read_existing,
)
from generator.output.plan_tree import TreePlan

__all__ = [
    "MANIFEST",
    "FileRecord",
    "Manifest",
    "OutputError",
    "OutputFolder",
    "TreePlan",
    "Written",
    "check_output",
    "read_existing",
]
