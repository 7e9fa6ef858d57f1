"""`Schema` → `Artifact`s: one small module per target."""
