"""How cases, certificates and copies are kept."""
