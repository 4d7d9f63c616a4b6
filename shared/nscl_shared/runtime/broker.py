"""A private RabbitMQ node: own name, ports, epmd, data directory and cookie."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import amqp
from amqp.exceptions import AMQPError

from nscl_shared.runtime.erlang import ErlangHome, server_script
from nscl_shared.runtime.layout import Layout, write_private
from nscl_shared.runtime.part import Part
from nscl_shared.runtime.ports import LOOPBACK, PortBook, listens
from nscl_shared.runtime.process import require_program
from nscl_shared.runtime.secrets import Secrets

USER = VHOST = "nscl"
PLUGINS = ("rabbitmq_stream", "rabbitmq_prometheus", "rabbitmq_management")
# One scheduler of each kind that does not spin while idle.  One of the plugins'
# applications takes 5 s to stop; everything is safe without its goodbye.
ERLANG_OPTIONS = (
    "+S 1:1 +SDcpu 1:1 +SDio 4 +A 4 +sbwt none +sbwtdcpu none +sbwtdio none "
    "-kernel inet_dist_use_interface {127,0,0,1} -kernel shutdown_timeout 2000"
)
# Two faults of RabbitMQ 3.10 (its Raft library, ra 2.2) after a kill -9, healed here:
# - the names of new queues reach the disk seconds later; a queue whose name was
#   lost comes back empty.  Write them out five times a second.
# - a lone quorum queue (or the coordinator of streams) may restart without ever
#   electing its only member (rabbitmq-server issue 10070).  Elect it every second.
# One word: the server script splits its options at white space.
HEALING = (
    "-eval "
    "S=fun(T)->catch(dets:sync(T))end,"
    "L=fun(N)->(ra_leaderboard:lookup_leader(N)==undefined)andalso"
    "(whereis(N)=/=undefined)andalso(ra:trigger_election({N,node()}))end,"
    "E=fun()->"
    "catch([L(N)||Q<-rabbit_amqqueue:list_by_type(rabbit_quorum_queue),"
    "{N,_}<-[amqqueue:get_pid(Q)]]),"
    "catch(L(rabbit_stream_coordinator))end,"
    "R=fun(R,I)->timer:sleep(200),"
    "S(ra_directory_reverse),S(ra_coordination_directory_reverse),"
    "((I)rem(5)=:=0)andalso(E()),R(R,I+1)end,"
    "spawn(fun()->R(R,1)end)."
)
CONFIGURATION = """\
listeners.tcp.1 = 127.0.0.1:{amqp}
stream.listeners.tcp.1 = 127.0.0.1:{stream}
prometheus.tcp.ip = 127.0.0.1
prometheus.tcp.port = {metrics}
management.tcp.ip = 127.0.0.1
management.tcp.port = {management}
default_user = {user}
default_pass = {password}
default_vhost = {vhost}
vm_memory_high_watermark.absolute = 512MB
disk_free_limit.absolute = 200MB
raft.wal_max_size_bytes = 16777216
management_agent.disable_metrics_collector = true
log.console = true
log.console.level = info
log.file = false
"""


@dataclass(frozen=True)
class Broker:
    """The node of one state directory."""

    layout: Layout
    ports: PortBook

    @cached_property
    def node_name(self) -> str:
        """Erlang's name of the node; kept, because the data belong to the name."""
        path = self.layout.broker / "node-name"
        if not path.exists():
            digest = hashlib.sha256(str(self.layout.home).encode()).hexdigest()[:8]
            write_private(path, f"nscl-{digest}@localhost")
        return path.read_text()

    @property
    def amqp_port(self) -> int:
        """The port clients connect to."""
        return self.ports.choose("amqp", 8)

    @property
    def metrics_port(self) -> int:
        """The port of RabbitMQ's own Prometheus page."""
        return self.ports.choose("amqp-metrics", 10)

    @cached_property
    def amqp_uri(self) -> str:
        """Where clients connect, with user, password and virtual host."""
        password = self._secrets.broker_password
        return f"amqp://{USER}:{password}@{LOOPBACK}:{self.amqp_port}/{VHOST}"

    @cached_property
    def management_uri(self) -> str:
        """Where users and queues are managed over HTTP, with user and password."""
        password = self._secrets.broker_password
        return f"http://{USER}:{password}@{LOOPBACK}:{self._management_port}"

    def parts(self) -> list[Part]:
        """Return epmd (else Erlang leaves its own behind) and the node."""
        return [self._epmd(), self._node()]

    def ready(self) -> bool:
        """Tell whether an AMQP connection succeeds."""
        connection = amqp.Connection(
            f"{LOOPBACK}:{self.amqp_port}",
            userid=USER,
            virtual_host=VHOST,
            password=self._secrets.broker_password,
            connect_timeout=2,
            read_timeout=2,
        )
        try:
            connection.connect()
            connection.close()
        except (OSError, AMQPError):
            return False
        return True

    @property
    def _secrets(self) -> Secrets:
        return Secrets(self.layout.secrets)

    @property
    def _management_port(self) -> int:
        return self.ports.choose("amqp-management", 15)

    @property
    def _epmd_port(self) -> int:
        return self.ports.choose("epmd", 11)

    @property
    def _erlang_home(self) -> ErlangHome:
        return ErlangHome(self.layout.broker / "erlang", PLUGINS)

    def _epmd(self) -> Part:
        port = self._epmd_port
        epmd = require_program("epmd", "rabbitmq-server")
        return Part(
            name="epmd",
            command=(epmd, "-port", str(port), "-address", LOOPBACK),
            log=self.layout.log_of("epmd"),
            ready=lambda: listens(port),
            port=port,
            grace=2,
        )

    def _node(self) -> Part:
        return Part(
            name="broker",
            command=(str(server_script()),),
            environment=self._environment(),
            log=self.layout.log_of("broker"),
            prepare=self._prepare,
            ready=self.ready,
            port=self.amqp_port,
            after=("epmd",),
            needs=("epmd",),
            grace=10,
        )

    def _prepare(self) -> None:
        folder = self.layout.broker
        for name in ("home", "data", "log"):
            (folder / name).mkdir(mode=0o700, exist_ok=True)
        write_private(folder / "rabbitmq.conf", self._configuration())
        write_private(folder / "enabled_plugins", f"[{','.join(PLUGINS)}].\n")
        write_private(folder / "environment", "")
        cookie = folder / "home" / ".erlang.cookie"
        if not cookie.exists():
            write_private(cookie, self._secrets.erlang_cookie).chmod(0o400)
        self._erlang_home.build()
        self._follow_a_moved_folder()

    def _follow_a_moved_folder(self) -> None:
        """Correct the absolute paths that a queue's Raft log keeps of itself."""
        kept = re.compile(rf'(data_dir =>\s*")[^"]*(/data/{re.escape(self.node_name)}/)')
        here = rf"\g<1>{self.layout.broker}\g<2>"
        for path in self.layout.broker.glob(f"data/{self.node_name}/*/*/*/config"):
            path.write_text(kept.sub(here, path.read_text()))

    def _configuration(self) -> str:
        return CONFIGURATION.format(
            amqp=self.amqp_port,
            stream=self.ports.choose("amqp-stream", 9),
            metrics=self.metrics_port,
            management=self._management_port,
            user=USER,
            vhost=VHOST,
            password=self._secrets.broker_password,
        )

    def _environment(self) -> dict[str, str]:
        folder: Path = self.layout.broker
        return {
            "HOME": str(folder / "home"),
            "RABBITMQ_NODENAME": self.node_name,
            "RABBITMQ_NODE_IP_ADDRESS": LOOPBACK,
            "RABBITMQ_NODE_PORT": str(self.amqp_port),
            "RABBITMQ_DIST_PORT": str(self.ports.choose("erlang", 12)),
            "ERL_EPMD_PORT": str(self._epmd_port),
            "ERL_EPMD_ADDRESS": LOOPBACK,
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": str(folder / "environment"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": f"{ERLANG_OPTIONS} {HEALING}",
            # The script then becomes the node itself instead of its parent.
            "RUNNING_UNDER_SYSTEMD": "true",
            **self._erlang_home.environment(),
        }
