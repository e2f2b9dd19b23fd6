"""The SQL of the product: functions that take a session first, and never commit."""
