"""Lets ``python -m app.cli`` be the ``cauce`` command."""

from app.cli import main

main()
