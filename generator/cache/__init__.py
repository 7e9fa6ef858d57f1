"""What former runs found out, so that it need not be found out again.

Everything here may be deleted at any time, and whatever is damaged counts as
not there: a run with the cache gives the bytes that one without it gives.
"""
