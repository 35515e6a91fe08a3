"""Real applications of more frameworks than e2e has, and of more of their majors."""
