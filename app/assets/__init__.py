"""What comes into the asset library: what a file is by its bytes, and what is kept of it."""
