"""The blocks of an email beside MJML's own: each is one file, with its words, its settings and what it becomes."""
