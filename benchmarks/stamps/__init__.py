"""Stamps against what others would do, measured in one run on one machine."""
