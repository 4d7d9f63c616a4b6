"""Where requests and events come in; the only nameko code."""
