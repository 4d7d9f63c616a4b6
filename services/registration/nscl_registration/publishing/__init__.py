"""From domain events to contract messages."""
