"""Rules of the programme: plain Python, no storage, no framework."""
