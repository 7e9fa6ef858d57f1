"""Modules that are copied into every generated package as they stand.

They import nothing but the standard library and each other. `labels`,
`rendering_facts` and `monitor.table` stand in here for modules that are
generated from a model; those three are not copied.
"""
