"""Rules of cases and certificates; plain Python."""
