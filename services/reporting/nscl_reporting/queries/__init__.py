"""The read side: never writes."""
