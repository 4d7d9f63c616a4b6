"""The overlays build, every object is one Kubernetes knows, and they fit together."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from nscl_shared.deploy.render import Deployment
from nscl_shared.deploy.secrets import read_environment
from nscl_shared.deploy.workload import Workload
from nscl_shared.province import Profile

KUBERNETES = "1.32"
# Of the operators that k8s/infra asks for; the schemas of Kubernetes do not know them.
CUSTOM = {"RabbitmqCluster", "MongoDBCommunity"}

Object = dict[str, Any]


def of_kind(objects: Iterable[Object], kind: str) -> dict[str, Object]:
    return {one["metadata"]["name"]: one for one in objects if one["kind"] == kind}


def pods(objects: Iterable[Object]) -> dict[str, Object]:
    deployments = of_kind(objects, "Deployment")
    return {name: each["spec"]["template"] for name, each in deployments.items()}


def test_every_object_is_valid(objects: list[Object]) -> None:
    for one in objects:
        kubernetes_validate.validate(one, KUBERNETES, strict=True)


def test_the_validator_refuses_a_misspelt_field(objects: list[Object]) -> None:
    wrong = yaml.safe_load(yaml.safe_dump(next(iter(of_kind(objects, "Deployment").values()))))
    wrong["spec"]["template"]["spec"]["containers"][0]["livenesProbe"] = {}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, KUBERNETES, strict=True)


def test_infrastructure_objects_are_valid(kustomize, root: Path) -> None:
    found = kustomize(root / "k8s/infra")
    assert {one["kind"] for one in found} == {*CUSTOM, "NetworkPolicy"}
    for one in found:
        if one["kind"] not in CUSTOM:
            kubernetes_validate.validate(one, KUBERNETES, strict=True)


def test_the_optional_database_is_the_one_in_the_addresses(
    kustomize, root: Path, secrets: Path, deployment: Deployment
) -> None:
    (database,) = [one for one in kustomize(root / "k8s/infra") if "MongoDB" in one["kind"]]
    for name in deployment.workloads:
        address = read_environment(secrets / f"{name}.env")["NSCL_MONGODB_URI"]
        # The operator names the replica set after the object.
        assert f"replicaSet={database['metadata']['name']}" in address
    users = {user["name"]: user for user in database["spec"]["users"]}
    assert set(users) == set(deployment.workloads)
    for name, user in users.items():
        assert user["passwordSecretRef"] == {"name": "nscl-database", "key": name}
        assert user["roles"] == [{"name": "readWrite", "db": f"nscl_{name}"}]


@pytest.mark.parametrize("kind", ["Deployment", "Service", "HorizontalPodAutoscaler"])
def test_the_overlay_has_the_services_of_the_profile(
    objects: list[Object], programs: dict[str, Workload], kind: str
) -> None:
    assert set(of_kind(objects, kind)) == set(programs)


def test_everything_is_in_the_namespace_of_the_province(
    objects: list[Object], profile: Profile
) -> None:
    namespace = f"nscl-{profile.code}"
    assert list(of_kind(objects, "Namespace")) == [namespace]
    others = [one for one in objects if one["kind"] != "Namespace"]
    assert {one["metadata"]["namespace"] for one in others} == {namespace}


def test_every_service_has_a_network_policy_and_nothing_else_is_open(
    objects: list[Object], programs: dict[str, Workload]
) -> None:
    policies = of_kind(objects, "NetworkPolicy")
    assert set(policies) == {"default-deny", *programs}
    deny = policies["default-deny"]["spec"]
    assert deny["podSelector"] == {}
    assert set(deny["policyTypes"]) == {"Ingress", "Egress"}
    assert "ingress" not in deny


def leaving(workload: Workload) -> set[int]:
    mail = {25, 465, 587} if workload.sends_mail else set()
    return mail | ({443} if workload.calls_others else set())


def test_only_who_sends_mail_or_calls_others_may_leave_the_cluster_and_only_for_that(
    objects: list[Object], deployment: Deployment
) -> None:
    for name, policy in of_kind(objects, "NetworkPolicy").items():
        rules = [rule for rule in policy["spec"]["egress"] if "ipBlock" in str(rule)]
        ports = {port["port"] for rule in rules for port in rule["ports"]}
        assert ports == (set() if name == "default-deny" else leaving(deployment.programs[name]))


def test_selectors_choose_the_pods_of_their_service(objects: list[Object]) -> None:
    labels = {name: pod["metadata"]["labels"] for name, pod in pods(objects).items()}
    for name, label in labels.items():
        selectors = [
            of_kind(objects, "Deployment")[name]["spec"]["selector"]["matchLabels"],
            of_kind(objects, "Service")[name]["spec"]["selector"],
            of_kind(objects, "PodDisruptionBudget")[name]["spec"]["selector"]["matchLabels"],
            of_kind(objects, "NetworkPolicy")[name]["spec"]["podSelector"]["matchLabels"],
        ]
        for selector in selectors:
            chosen = {other for other in labels if selector.items() <= labels[other].items()}
            assert chosen == {name}, label


def test_services_lead_to_a_port_of_the_container(objects: list[Object]) -> None:
    for name, pod in pods(objects).items():
        ports = {port["name"] for port in pod["spec"]["containers"][0]["ports"]}
        wanted = {port["targetPort"] for port in of_kind(objects, "Service")[name]["spec"]["ports"]}
        assert wanted <= ports


def test_autoscalers_scale_their_deployment(objects: list[Object]) -> None:
    for name, scaler in of_kind(objects, "HorizontalPodAutoscaler").items():
        target = scaler["spec"]["scaleTargetRef"]
        assert (target["kind"], target["name"]) == ("Deployment", name)
        assert scaler["spec"]["minReplicas"] >= 2


def test_the_ingress_leads_every_prefix_to_its_service_and_nothing_else(
    objects: list[Object], programs: dict[str, Workload]
) -> None:
    (rule,) = of_kind(objects, "Ingress")["nscl"]["spec"]["rules"]
    routes = {path["path"]: path["backend"]["service"]["name"] for path in rule["http"]["paths"]}
    assert routes == {
        prefix: name for name, program in programs.items() for prefix in program.prefixes
    }


def test_the_ingress_lets_the_largest_body_through(
    objects: list[Object], profile: Profile, deployment: Deployment
) -> None:
    notes = of_kind(objects, "Ingress")["nscl"]["metadata"]["annotations"]
    largest = max(deployment.workloads[name].body_mib for name in profile.services)
    assert notes["nginx.ingress.kubernetes.io/proxy-body-size"] == f"{largest}m"
    landing = notes["nginx.ingress.kubernetes.io/app-root"]
    assert landing.split("/")[1] in profile.services


def test_only_what_talks_to_the_broker_may_reach_it(
    objects: list[Object], programs: dict[str, Workload]
) -> None:
    for name, program in programs.items():
        policy = of_kind(objects, "NetworkPolicy")[name]
        reached = {port["port"] for rule in policy["spec"]["egress"] for port in rule["ports"]}
        assert (5672 in reached) == program.uses_broker
        assert 27017 in reached


def test_a_further_process_runs_its_own_program_in_the_image_of_its_service(
    objects: list[Object], programs: dict[str, Workload]
) -> None:
    found = [program for program in programs.values() if program.process]
    assert bool(found) == ("traceability" in programs)
    for program in found:
        (container,) = pods(objects)[program.name]["spec"]["containers"]
        assert container["command"] == program.command
        assert container["image"] == programs[program.service].image
