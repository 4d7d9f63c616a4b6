"""The read side: plain dicts for pages and REST; never writes."""
