"""A folder → `Discovery`: which APIs it documents, in which editions, on which pages."""

from generator.discovery.discover import discover
from generator.discovery.sources import ApiSource, Discovery, Edition, OtherSource, PageFile

__all__ = ["ApiSource", "Discovery", "Edition", "OtherSource", "PageFile", "discover"]
