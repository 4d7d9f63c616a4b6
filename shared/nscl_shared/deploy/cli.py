"""``python -m nscl_shared.deploy``: write the deployment files or tell which are stale."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nscl_shared.cli.console import err, out
from nscl_shared.deploy import files
from nscl_shared.deploy.frontdoor import write_site
from nscl_shared.deploy.render import COMMAND, Deployment
from nscl_shared.deploy.secrets import BROKER_HOST, DATABASE_HOST, MAIL_SERVER, Folder

app = typer.Typer(
    help="Deployment files, generated from manifests and province profiles.",
    no_args_is_help=True,
    add_completion=False,
)
Root = Annotated[Path, typer.Option(help="The checkout.")]
SecretsFolder = Annotated[Path, typer.Option(help="A folder that is never committed.")]
HERE = Path()
SECRETS = Path("deploy/secrets")


@app.command()
def render(root: Root = HERE) -> None:
    """Write compose file, Dockerfiles, Kubernetes files and Prometheus configuration."""
    generated = Deployment(root).files()
    for path in files.write(root, generated):
        out.print(path, markup=False)
    for path in files.leftovers(root, generated):
        err.print(f"nothing generates {path} any more: remove it", markup=False)


@app.command()
def check(root: Root = HERE) -> None:
    """Exit with 1 and name the files that are absent, stale or left over."""
    generated = Deployment(root).files()
    stale = files.stale(root, generated)
    leftovers = files.leftovers(root, generated)
    for path in stale:
        err.print(f"✗ {path} is stale: {COMMAND}", markup=False)
    for path in leftovers:
        err.print(f"✗ nothing generates {path}: remove it", markup=False)
    if stale or leftovers:
        raise typer.Exit(1)
    err.print("the deployment files are current")


@app.command()
def secrets(
    folder: SecretsFolder = SECRETS,
    root: Root = HERE,
    broker: Annotated[str, typer.Option(help="host:port of RabbitMQ.")] = BROKER_HOST,
    database: Annotated[str, typer.Option(help="host:port[,…] of MongoDB.")] = DATABASE_HOST,
    mail: Annotated[str, typer.Option(help="Address of the mail server.")] = MAIL_SERVER,
) -> None:
    """Make keys, passwords and addresses, once; keep those that exist.

    Compose mounts the files; 'kubectl apply -k' of the folder makes the same
    Secrets in a namespace.
    """
    workloads = Deployment(root).workloads.values()
    target = Folder(folder, workloads, broker=broker, database=database, mail=mail)
    for path in target.write():
        out.print(str(path), markup=False)


@app.command()
def site(
    province: Annotated[Path, typer.Argument(help="Folder of the province's profile.")],
    folder: Annotated[Path, typer.Argument(help="Where nginx reads the pages.")],
) -> None:
    """Write the front door's own pages (used when its image is built)."""
    write_site(province, folder)
