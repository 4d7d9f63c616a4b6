"""What pages and programs read; never writes."""
