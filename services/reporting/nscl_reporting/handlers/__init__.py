"""What can be asked of this service, one use case a file."""
