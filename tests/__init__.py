"""The tests; a package, because one of their dependencies installs a `tests` of its own."""
