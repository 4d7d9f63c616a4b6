"""``python -m nscl_shared.cli``: the same as ``nscl``."""

from nscl_shared.cli.main import app

if __name__ == "__main__":
    app()
