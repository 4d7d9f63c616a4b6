"""How notifications and contacts are kept."""
