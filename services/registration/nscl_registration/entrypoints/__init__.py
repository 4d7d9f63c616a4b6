"""The only nameko code: parse, hand to a command or query, answer."""
