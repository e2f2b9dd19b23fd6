"""Payment providers: one file each behind one contract, found by name."""
