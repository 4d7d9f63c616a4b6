"""Requests and events in: the only code that knows nameko."""
