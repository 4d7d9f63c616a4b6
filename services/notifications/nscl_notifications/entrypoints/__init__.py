"""Where requests, events and the clock come in; the only nameko code."""
