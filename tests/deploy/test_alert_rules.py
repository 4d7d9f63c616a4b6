"""Prometheus accepts rules and configuration, and rules speak of what is truly exposed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

RULES = "deploy/prometheus/rules/nscl.yml"
CASES = "deploy/prometheus/tests/nscl.yml"
REQUIRED = {
    "NsclServiceDown": {"up"},
    "NsclServiceNotReady": {"nscl_ready"},
    "NsclBrokerDown": {"up"},
    "NsclOutboxLag": {"nscl_outbox_oldest_pending_seconds"},
    "NsclOutboxGrowing": {"nscl_outbox_pending"},
    "NsclAgencyBacklog": {"rabbitmq_detailed_queue_messages_ready", "nscl_agency_limit_events"},
    "NsclAgencyAbsent": {"rabbitmq_detailed_queue_consumers"},
    "NsclAgencyEventsDropped": {"rabbitmq_global_messages_dead_lettered_maxlen_total"},
    "NsclWebhookDisabled": {"nscl_notifications_webhook_disabled"},
    "NsclEpcisSubscriptionDisabled": {"nscl_traceability_epcis_subscriptions_disabled"},
    "NsclForgedScans": {"nscl_traceability_scans_total"},
    "NsclScansUnwatched": {"nscl_traceability_scans_watched_until_timestamp_seconds"},
    "NsclDeadLetters": {"nscl_dead_letters", "rabbitmq_detailed_queue_messages_ready"},
}
AGENCY_LIMIT = "nscl_agency_limit_events"  # told for all agencies by one process
# Added by Prometheus to what it scrapes.
ADDED = {"job", "instance", "province", "service", "le"}


def promtool(run, *words: object):
    return run("promtool", "prometheus", *words)


@pytest.fixture(scope="module")
def rules(root: Path) -> dict[str, dict[str, Any]]:
    groups = yaml.safe_load((root / RULES).read_text())["groups"]
    return {rule["alert"]: rule for group in groups for rule in group["rules"]}


def test_prometheus_accepts_the_rules(run, root: Path) -> None:
    checked = promtool(run, "check", "rules", RULES)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_rules_raise_what_they_must_and_nothing_else(run) -> None:
    tested = promtool(run, "test", "rules", CASES)
    assert tested.returncode == 0, tested.stdout + tested.stderr


def test_a_weaker_rule_fails_its_cases(run, root: Path, tmp_path: Path) -> None:
    for part in (RULES, CASES):
        (tmp_path / part).parent.mkdir(parents=True)
        (tmp_path / part).write_text((root / part).read_text())
    text = (tmp_path / RULES).read_text()
    (tmp_path / RULES).write_text(text.replace("nscl_ready == 0", "nscl_ready == 2"))
    assert promtool(run, "test", "rules", tmp_path / CASES).returncode != 0


def test_every_alert_has_a_case_that_raises_it(
    root: Path, rules: dict[str, dict[str, Any]]
) -> None:
    cases = yaml.safe_load((root / CASES).read_text())["tests"]
    raised = {
        check["alertname"]
        for case in cases
        for check in case["alert_rule_test"]
        if check.get("exp_alerts")
    }
    assert raised == set(rules)


@pytest.mark.parametrize("alert", sorted(REQUIRED))
def test_what_must_be_noticed_is_watched(
    rules: dict[str, dict[str, Any]], alert: str, series_in: Callable[[str], set[str]]
) -> None:
    assert REQUIRED[alert] <= series_in(rules[alert]["expr"])


def test_alerts_say_what_they_mean_and_whom_they_wake(rules: dict[str, dict[str, Any]]) -> None:
    for name, rule in rules.items():
        assert rule["labels"]["severity"] in {"page", "ticket"}, name
        assert set(rule["annotations"]) == {"summary", "description"}, name


def test_rules_read_only_what_the_services_expose(
    rules: dict[str, dict[str, Any]],
    exposed: dict[str, set[str]],
    series_in: Callable[[str], set[str]],
) -> None:
    read = {name for rule in rules.values() for name in series_in(rule["expr"])}
    ours = {name for name in read if name != "up" and not name.startswith("rabbitmq_")}
    assert len(ours) >= 7
    assert ours <= set(exposed)


def test_cases_use_only_labels_that_the_series_have(
    root: Path, exposed: dict[str, set[str]]
) -> None:
    cases = yaml.safe_load((root / CASES).read_text())["tests"]
    for series in (row["series"] for case in cases for row in case["input_series"]):
        name, _, rest = series.partition("{")
        used = set(re.findall(r"(\w+)=", rest))
        if name in exposed:
            assert used - ADDED <= exposed[name], series
            own = {"queue"} if name == AGENCY_LIMIT else {"service"}
            assert {*own, "instance", "province"} <= used, series
