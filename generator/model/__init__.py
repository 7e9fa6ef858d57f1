"""`Verdict`s → `Schema`, checked before anything is emitted."""
