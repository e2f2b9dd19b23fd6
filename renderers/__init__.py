"""From a designed document and tokens to what a debtor reads, without database or network."""
