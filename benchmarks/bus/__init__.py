"""The bus measured against its peers, side by side on one machine in one run."""
