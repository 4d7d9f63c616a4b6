"""How fast stamps are resolved and scanned, beside a stand-in for GS1's resolver and a limit."""
