"""`Document` → `Page`: tables, value lists and code samples, with their place in the page."""
