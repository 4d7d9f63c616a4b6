"""``python -m nscl_shared.deploy``."""

from nscl_shared.deploy.cli import app

app(prog_name="python -m nscl_shared.deploy")
