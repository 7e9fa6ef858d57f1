"""Pages read and extracted: from the cache where they did not change, by several workers."""
