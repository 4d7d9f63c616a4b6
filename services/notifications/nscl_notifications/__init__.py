"""Messages to people: templates, channels and the delivery log."""
