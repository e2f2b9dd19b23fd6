"""The performers, one file each; a file here is found by itself."""
