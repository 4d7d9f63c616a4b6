"""What operators are told of signals and cases."""

from datetime import UTC, datetime, timedelta

from prometheus_client import REGISTRY

from nscl_shared.kernel import clock
from nscl_traceability.domain.recall import Act
from nscl_traceability.domain.signals import Thresholds
from nscl_traceability.domain.verdict import Verdict
from nscl_traceability.entrypoints.signals_metrics import tell, tell_nothing
from nscl_traceability.handlers.signal_commands import OpenCase, WatchScans, WatchTallies
from nscl_traceability.storage.scan_tallies import Tally, add_tallies

AT = datetime.now(UTC)
PREFIX = "nscl_traceability_"


def figure(name, **labels):
    return REGISTRY.get_sample_value(PREFIX + name, {"service": "traceability", **labels})


def test_figures_tell_what_waits_and_how_far_scans_were_looked_at(db, bus):
    today = clock.today()
    for commune in ("06187", "06196", "00070"):
        add_tallies({Tally(today, 9, commune, Verdict.UNKNOWN): 40})
    add_tallies({Tally(today - timedelta(14), 9, None, Verdict.UNKNOWN): 40})
    days = (today, today - timedelta(14))
    bus.execute(WatchTallies(days=days, at=AT, limits=Thresholds()))
    tell()
    assert figure("scans_watched_until_timestamp_seconds") == 0
    assert figure("cases_open") == 0
    assert figure("signals_free", kind="bad-serials") == 3
    ids = [row["_id"] for row in db["signals"].find({"day": today.isoformat()})][:2]
    act = Act(by="officer-1", at=AT, on=today)
    bus.execute(OpenCase(title="Mã giả", signal_ids=ids, report_ids=[], act=act))
    until = AT - timedelta(minutes=1)
    span = timedelta(days=8)
    bus.execute(WatchScans(until=until, span=span, most=10, limits=Thresholds()))
    tell()
    assert abs(figure("scans_watched_until_timestamp_seconds") - until.timestamp()) < 1
    assert figure("cases_open") == 1
    assert figure("signals_free", kind="bad-serials") == 1
    assert figure("signals_free", kind="cloned-cluster") == 0
    tell_nothing()
    assert figure("cases_open") == 0
    assert figure("signals_free", kind="bad-serials") == 0
    assert figure("scans_watched_until_timestamp_seconds") == 0
