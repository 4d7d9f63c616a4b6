"""Prometheus accepts both configurations, and they find every service of a province."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from nscl_shared.deploy.workload import Workload
from nscl_shared.province import Profile

FOLDER = "deploy/prometheus"
POD = "__meta_kubernetes_pod_"


@pytest.fixture
def mounted(root: Path, tmp_path: Path, profile: Profile) -> Path:
    """The folder as compose mounts it into the container."""
    shutil.copytree(root / FOLDER, tmp_path / "prometheus")
    targets = tmp_path / "prometheus/targets"
    shutil.copy(targets / f"{profile.code}.yml", targets / "all.yml")
    return tmp_path / "prometheus"


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    return {job["job_name"]: job for job in yaml.safe_load(path.read_text())["scrape_configs"]}


def test_prometheus_accepts_the_configuration_of_one_machine(run, mounted: Path) -> None:
    checked = run("promtool", "prometheus", "check", "config", mounted / "prometheus.yml")
    said = checked.stdout + checked.stderr
    assert checked.returncode == 0, said
    assert "WARNING" not in said


def test_targets_are_the_services_of_the_profile_and_the_broker(
    root: Path, profile: Profile, programs: dict[str, Workload]
) -> None:
    targets = yaml.safe_load((root / FOLDER / f"targets/{profile.code}.yml").read_text())
    services = [target for target in targets if target["labels"]["__part"] == "service"]
    assert [target["labels"]["service"] for target in services] == list(programs)
    assert [target["targets"] for target in services] == [[f"{name}:8000"] for name in programs]
    (broker,) = [target for target in targets if target["labels"]["__part"] == "broker"]
    assert broker["targets"] == ["broker:15692"]
    assert {target["labels"]["province"] for target in targets} == {profile.code}


def test_both_configurations_have_the_jobs_that_the_rules_name(root: Path) -> None:
    rules = (root / FOLDER / "rules/nscl.yml").read_text()
    named = set(re.findall(r'job="([^"]+)"', rules))
    assert named == {"nscl-services", "nscl-broker"}
    for name in ("prometheus.yml", "kubernetes.yml"):
        assert named <= set(jobs(root / FOLDER / name)), name


def test_prometheus_accepts_the_relabelling_of_a_cluster(run, mounted: Path) -> None:
    # Debian's build has no discovery in Kubernetes; everything else is checked.
    path = mounted / "kubernetes.yml"
    configuration = yaml.safe_load(path.read_text())
    for job in configuration["scrape_configs"]:
        job["static_configs"] = [{"targets": ["pod:8000"]}]
        assert job.pop("kubernetes_sd_configs")[0]["role"] == "pod"
    path.write_text(yaml.safe_dump(configuration))
    checked = run("promtool", "prometheus", "check", "config", path)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def meta(pod: dict[str, Any], port: dict[str, Any], namespace: str) -> dict[str, str]:
    """Return what Prometheus knows of a pod before relabelling."""
    named = {re.sub(r"\W", "_", key): value for key, value in pod["metadata"]["labels"].items()}
    return {
        **{f"{POD}label_{key}": value for key, value in named.items()},
        f"{POD}container_port_name": port["name"],
        f"{POD}container_port_number": str(port["containerPort"]),
        f"{POD}name": "some-pod",
        "__meta_kubernetes_namespace": namespace,
    }


def relabelled(rules: list[dict[str, Any]], known: dict[str, str]) -> dict[str, str] | None:
    """Apply "keep" and "replace"; ``None`` when the target is dropped."""
    result = dict(known)
    for rule in rules:
        value = ";".join(result.get(name, "") for name in rule["source_labels"])
        found = re.fullmatch(rule.get("regex", "(.*)"), value)
        if rule.get("action") == "keep":
            if not found:
                return None
        elif found:
            result[rule["target_label"]] = found.group(1)
    return result


def test_a_cluster_finds_every_pod_of_a_province(
    root: Path, profile: Profile, programs: dict[str, Workload], objects: list[dict[str, Any]]
) -> None:
    job = jobs(root / FOLDER / "kubernetes.yml")["nscl-services"]
    (discovery,) = job["kubernetes_sd_configs"]
    seen = set()
    for one in (each for each in objects if each["kind"] == "Deployment"):
        assert one["metadata"]["namespace"] in discovery["namespaces"]["names"]
        pod = one["spec"]["template"]
        port = pod["spec"]["containers"][0]["ports"][0]
        target = relabelled(job["relabel_configs"], meta(pod, port, one["metadata"]["namespace"]))
        assert target is not None
        assert target["province"] == profile.code
        seen.add(target["service"])
    assert seen == set(programs)
