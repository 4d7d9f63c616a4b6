"""Certification cases from consulting to certificate."""
