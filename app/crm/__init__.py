"""Bringing portfolios in: reading files, mapping their columns to fields, and loading what is good in them."""
