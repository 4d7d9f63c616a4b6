"""Keys and passwords of an installation, made once, outside version control.

The addresses in ``<service>.env`` are the source of the services' passwords;
what broker and database must know of them is derived anew on every run.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from nscl_shared.deploy.accounts import OPERATOR, VHOST, broker_definitions
from nscl_shared.deploy.workload import AMQP, MONGODB, SMTP, Workload, secret_files
from nscl_shared.runtime.layout import PRIVATE, write_private
from nscl_shared.runtime.problems import RuntimeProblem
from nscl_shared.runtime.secrets import Secrets

# Compose binds the files into containers with the host's mode, and these run as
# other users: readable files in a folder that only its owner may enter.
READABLE = 0o444
MAKERS = {
    "jwks": "jwks_file",
    "signing-key": "signing_key_file",
    "master-key": "master_key_file",
    "admin-password": "admin_password_file",
}
FILES = {"jwks": "jwks.json", "signing-key": "signing-key.pem"}
SERVERS = {
    "broker-definitions": "broker-definitions.json",
    "database-key": "database-key",
    "database-root-password": "database-root-password",
    "database-users": "database-users.json",
}
MANAGEMENT, MANAGEMENT_PORT = "NSCL_RABBITMQ_API", 15672
BROKER_HOST, DATABASE_HOST = "broker:5672", "database:27017"
MAIL_SERVER = "smtp://mail.invalid:25"


def sources(workloads: Iterable[Workload]) -> dict[str, str]:
    """Return secret name → file name below the secrets' folder, for compose."""
    mine = {file.name: FILES.get(file.name, file.name) for file in secret_files(workloads)}
    return {**mine, **SERVERS}


class Folder:
    """The folder of one installation's secrets."""

    def __init__(
        self,
        path: Path,
        workloads: Iterable[Workload],
        *,
        broker: str = BROKER_HOST,
        database: str = DATABASE_HOST,
        mail: str = MAIL_SERVER,
    ) -> None:
        """Use ``path``; the addresses go into environment files made from now on.

        ``database`` may be a list of hosts with commas, as in a replica set of several.
        """
        self.path = path
        self.workloads = list(workloads)
        self.broker, self.database, self.mail = broker, database, mail

    def write(self) -> list[Path]:
        """Make what is absent and return the paths made or renewed.

        Keys and environment files are kept: a new master key would make the
        printed stamps unreadable.

        Raises:
            RuntimeProblem: a service needs a secret that nothing here can make.
        """
        self.path.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        self.path.chmod(PRIVATE)
        before = set(self.path.iterdir())
        self._keys()
        for workload in self.workloads:
            self._environment_file(workload.name, workload.variables)
        self._environment_file(OPERATOR, (AMQP, MANAGEMENT, MONGODB))
        derived = self._derived()
        return sorted({*self.path.iterdir()} - before | set(derived))

    def passwords(self, variable: str) -> dict[str, str]:
        """Return account → password in the address that ``variable`` holds."""
        return {
            name: _password(read_environment(self.path / f"{name}.env")[variable])
            for name in (*(each.name for each in self.workloads), OPERATOR)
        }

    def _keys(self) -> None:
        made = Secrets(self.path)
        for file in secret_files(self.workloads):
            if file.name not in MAKERS:
                raise RuntimeProblem(
                    f"{file.variable}: nothing makes such a secret",
                    f"write it to {self.path / file.name} and name it in MAKERS",
                )
            path: Path = getattr(made, MAKERS[file.name])
            path.chmod(READABLE)
        self._once("database-key", base64.b64encode(secrets.token_bytes(192)).decode())
        self._once("database-root-password", secrets.token_urlsafe(24))

    def _environment_file(self, account: str, variables: Iterable[str]) -> None:
        at_broker = f"{account}:{secrets.token_urlsafe(24)}@"
        addresses = {
            AMQP: f"amqp://{at_broker}{self.broker}/{VHOST}",
            MANAGEMENT: f"http://{at_broker}{self.broker.partition(':')[0]}:{MANAGEMENT_PORT}",
            MONGODB: f"mongodb://{account}:{secrets.token_urlsafe(24)}@{self.database}"
            "/?replicaSet=nscl&authSource=admin",
            SMTP: self.mail,
        }
        lines = [f"{name}={addresses.get(name, '')}\n" for name in variables]
        self._once(f"{account}.env", "".join(lines))

    def _derived(self) -> list[Path]:
        database = self.passwords(MONGODB)
        definitions = broker_definitions(self.workloads, self.passwords(AMQP))
        return [
            self._put("broker-definitions.json", json.dumps(definitions, indent=1)),
            self._put("database-users.json", json.dumps(database, indent=1)),
            self._put("kustomization.yaml", yaml.safe_dump(self._generators(database))),
        ]

    def _generators(self, database: Mapping[str, str]) -> dict[str, object]:
        own = [
            {
                "name": f"nscl-{each.name}",
                "env": f"{each.name}.env",  # kubectl 1.20 knows no "envs"
                "files": [_entry(file.name) for file in each.files if not file.shared],
            }
            for each in self.workloads
        ]
        users = [f"{name}={password}" for name, password in database.items()]
        definitions = "definitions.json=broker-definitions.json"
        return {
            "apiVersion": "kustomize.config.k8s.io/v1beta1",
            "kind": "Kustomization",
            "generatorOptions": {"disableNameSuffixHash": True},
            "secretGenerator": [
                {"name": "nscl-jwks", "files": [_entry("jwks")]},
                *own,
                {"name": "nscl-broker", "files": [definitions]},
                {"name": "nscl-database", "literals": users},
            ],
        }

    def _once(self, name: str, content: str) -> None:
        if not (self.path / name).exists():
            self._put(name, content)

    def _put(self, name: str, content: str) -> Path:
        path = write_private(self.path / name, content)
        path.chmod(READABLE)
        return path


def read_environment(path: Path) -> dict[str, str]:
    """Return the variables of an environment file (``NAME=value`` lines, # comments)."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: value for name, _, value in pairs}


def _entry(name: str) -> str:
    return f"{name}={FILES.get(name, name)}"


def _password(address: str) -> str:
    # Several hosts of a replica set are no port to urlsplit, but it reads the password.
    return urlsplit(address).password or ""
