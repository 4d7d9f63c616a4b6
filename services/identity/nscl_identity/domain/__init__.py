"""Accounts: who may log in as what.  Plain Python."""
