"""What a report says and how its figures are counted: plain Python."""
