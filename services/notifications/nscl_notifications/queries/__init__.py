"""What the sender and the delivery log read; never writes."""
