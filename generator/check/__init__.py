"""Rules for documentation teams: what is damaged in which page, and how to mend it in place."""
