"""How long it takes to trace a lot through a large graph."""
