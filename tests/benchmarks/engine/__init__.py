"""The benchmark of the engine."""
