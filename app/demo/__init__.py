"""A demonstration with made-up people: their portfolio, a journey, and logins."""
