"""`Alignment` → `Verdict`: the identifier, its status, its confidence, its transcript."""
