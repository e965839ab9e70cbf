"""How MovieMind is run."""
