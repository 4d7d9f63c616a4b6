"""Facts and editions in the database."""
