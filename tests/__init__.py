"""Tests of gen-schema; README.md says which kind a change needs."""
