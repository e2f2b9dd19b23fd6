"""Journeys as plain data: graph, checks, compiler, plan and interpreter, without database, network or clock."""
