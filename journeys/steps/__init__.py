"""The step kinds, one file each; a file here is found by itself."""
