"""`gen-schema.toml` → `Configuration`: what the pages alone would not tell."""

from generator.configuration.read_settings import FILE_NAME, read_configuration
from generator.configuration.settings import (
    Configuration,
    Erratum,
    GroupedState,
    OtherEdition,
    ReferenceContract,
    merge_configurations,
)

__all__ = [
    "FILE_NAME",
    "Configuration",
    "Erratum",
    "GroupedState",
    "OtherEdition",
    "ReferenceContract",
    "merge_configurations",
    "read_configuration",
]
