"""One `Page` per locale → `Alignment`: the rows that describe one thing, side by side."""
