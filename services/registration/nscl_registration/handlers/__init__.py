"""Use cases: load, call one domain method, answer.  The command bus commits."""
