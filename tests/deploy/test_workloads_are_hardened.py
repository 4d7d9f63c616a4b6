"""Every pod has few rights, bounds, and probes that its service answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from nscl_shared.deploy.render import Deployment
from nscl_shared.plugins import load_object
from nscl_shared.web.spec import routes_of

Object = dict[str, Any]


@pytest.fixture(scope="module")
def pods(objects: list[Object]) -> dict[str, Object]:
    found = {
        one["metadata"]["name"]: one["spec"]["template"]["spec"]
        for one in objects
        if "template" in one.get("spec", {})
    }
    assert found
    return found


def containers(pods: dict[str, Object]) -> Iterator[tuple[str, Object]]:
    for name, pod in pods.items():
        for container in [*pod["containers"], *pod.get("initContainers", ())]:
            yield name, container


def test_pods_run_as_an_ordinary_user(pods: dict[str, Object]) -> None:
    for name, pod in pods.items():
        context = pod["securityContext"]
        assert context["runAsNonRoot"] is True, name
        assert context["runAsUser"] > 0, name
        assert context["seccompProfile"] == {"type": "RuntimeDefault"}, name
        assert not {"hostNetwork", "hostPID", "hostIPC"} & set(pod), name


def test_pods_get_no_token_of_the_cluster(pods: dict[str, Object]) -> None:
    for name, pod in pods.items():
        assert pod["automountServiceAccountToken"] is False, name


def test_containers_cannot_gain_rights_or_change_their_image(pods: dict[str, Object]) -> None:
    for name, container in containers(pods):
        context = container["securityContext"]
        assert context["allowPrivilegeEscalation"] is False, name
        assert context["readOnlyRootFilesystem"] is True, name
        assert context["capabilities"] == {"drop": ["ALL"]}, name
        assert "privileged" not in context, name


def test_what_containers_write_to_is_bounded(pods: dict[str, Object]) -> None:
    for name, pod in pods.items():
        kinds = {key for volume in pod["volumes"] for key in volume} - {"name"}
        assert kinds == {"emptyDir", "projected"}, name
        sizes = [v["emptyDir"]["sizeLimit"] for v in pod["volumes"] if "emptyDir" in v]
        assert sizes, name


def test_images_are_those_of_the_release(pods: dict[str, Object], deployment: Deployment) -> None:
    for name, container in containers(pods):
        assert container["image"] == deployment.programs[name].image
        assert container["image"].partition(":")[2] not in {"", "latest"}


def test_resources_are_asked_for_and_memory_is_limited(
    pods: dict[str, Object], deployment: Deployment
) -> None:
    for name, container in containers(pods):
        resources, workload = container["resources"], deployment.programs[name]
        assert resources["requests"]["cpu"], name
        assert resources["requests"]["memory"] == f"{workload.memory_mib}Mi"
        assert resources["limits"]["memory"] == f"{workload.memory_limit_mib}Mi"
        assert workload.memory_limit_mib > workload.memory_mib


def test_probes_ask_what_the_service_answers(
    pods: dict[str, Object], deployment: Deployment
) -> None:
    for name, container in containers(pods):
        # A further process promises the same paths (Process); its own tests ask it.
        service = deployment.programs[name].manifest.service_class
        served = {spec.url for spec in routes_of(load_object(service)) if spec.method == "GET"}
        paths = {
            kind: container[kind]["httpGet"]["path"]
            for kind in ("startupProbe", "livenessProbe", "readinessProbe")
        }
        # A broker that is away must not restart the service: pages go on without it.
        assert paths["livenessProbe"] == paths["startupProbe"] == "/health/live"
        assert paths["readinessProbe"] == "/health/ready"
        assert set(paths.values()) <= served, name


def test_probes_and_metrics_use_the_port_the_service_listens_on(pods: dict[str, Object]) -> None:
    for name, container in containers(pods):
        assert container["ports"] == [{"name": "http", "containerPort": 8000}], name
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            assert container[probe]["httpGet"]["port"] == "http", name


def test_pods_end_later_than_their_last_request(pods: dict[str, Object]) -> None:
    for name, container in containers(pods):
        pause = int(container["lifecycle"]["preStop"]["exec"]["command"][-1])
        assert pods[name]["terminationGracePeriodSeconds"] > pause + 30
