"""The tests; a package of its own, so that no other package called tests hides it."""
