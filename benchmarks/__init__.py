"""Measures the output: contracts against a published one, repairs against a sound edition."""
