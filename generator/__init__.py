"""Reconcile localized API reference pages and generate the contract they document."""

__version__ = "0.1.0"
