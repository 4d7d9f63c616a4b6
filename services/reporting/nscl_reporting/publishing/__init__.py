"""What leaves this service: messages and the official document."""
