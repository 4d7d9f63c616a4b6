"""Read models from events and the official yearly report."""
