"""Test-wide plugins: a private broker and database for every suite."""

pytest_plugins = ["nscl_shared.testing.fixtures"]
