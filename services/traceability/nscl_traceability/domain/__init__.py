"""Products, lots, stamps and their serials.  Plain Python."""
