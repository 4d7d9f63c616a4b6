"""The register of units with 100,000 entries in the embedded database."""
