"""What marketers design, as the editors of the studio save it, and how it becomes what is compiled."""
