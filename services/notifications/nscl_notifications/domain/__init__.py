"""Rules of sending; plain Python."""
