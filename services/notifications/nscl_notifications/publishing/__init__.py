"""Letters, the channels they take, and what other services hear."""
