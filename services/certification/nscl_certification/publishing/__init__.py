"""How other services hear of it."""
