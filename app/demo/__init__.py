"""What a demo installation is filled with. Nobody in it is real."""
