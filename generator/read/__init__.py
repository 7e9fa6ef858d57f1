"""bytes → `Document`: one reader per dialect, one record."""
