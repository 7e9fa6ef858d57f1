"""Verdicts and the model → a static site on which anyone can look at all of it."""
