"""From when on scans are a signal: settings of the service beyond the common ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from environs import Env

from nscl_traceability.domain.signals import Thresholds


@dataclass(frozen=True)
class SignalOptions:
    """``lag``: age from which a scan is looked at; longer than it takes to write one down."""

    lag: timedelta
    limits: Thresholds


@cache
def signal_options() -> SignalOptions:
    """Read the settings, once.

    Raises:
        environs.EnvError: one has the wrong type; the message names it.
    """
    env, usual = Env(), Thresholds()
    with env.prefixed("NSCL_SIGNALS_"):
        return SignalOptions(
            lag=timedelta(seconds=env.float("LAG_SECONDS", 60.0)),
            limits=Thresholds(
                road_kmh=env.float("ROAD_KMH", usual.road_kmh),
                nearest_km=env.float("NEAREST_KM", usual.nearest_km),
                expired_days=env.int("EXPIRED_DAYS", usual.expired_days),
                cluster_stamps=env.int("CLUSTER_STAMPS", usual.cluster_stamps),
                forged_serials=env.int("FORGED_SERIALS", usual.forged_serials),
                most_alike=env.int("MOST_ALIKE", usual.most_alike),
            ),
        )
