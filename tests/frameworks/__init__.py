"""Real applications of frameworks that not every registry has; e2e has the others."""
