"""What the product knows about what happened, put so that people can read it."""
