"""From seats to units and their applications, with money within the rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from nscl_example_lang_son_2022.chance import STEP_VND, amount, day_between, stream
from nscl_example_lang_son_2022.model import Application, Product, Support, Unit
from nscl_example_lang_son_2022.participation import Participation, Wish
from nscl_example_lang_son_2022.units import SHORT_MARK, make_unit

# The province's rule in force in 2022: 748/QĐ-UBND of 2018-04-20, per unit.
SHARE_PERCENT = 50
CAP_VND = 50_000_000

SUBMISSION = (date(2022, 4, 12), date(2022, 4, 29))
DECISION = (date(2022, 5, 16), date(2022, 5, 31))
SIGNATURE = (date(2022, 6, 6), date(2022, 6, 24))

Seats = Sequence[tuple[Participation, str]]


def seat(participations: Sequence[Participation]) -> list[tuple[Participation, str]]:
    """Give every seat a unit's key; seats that are the same unit's get the same."""
    keys: dict[tuple[str, int], str] = {}
    places: Counter[str] = Counter()
    for participation in participations:
        place = (participation.project, places[participation.project])
        places[participation.project] += 1
        same = participation.same_as
        keys[place] = keys[same] if same else f"U{len(set(keys.values())) + 1:02d}"
    return list(zip(participations, keys.values(), strict=True))


def units_of(seed: int, seats: Seats) -> tuple[Unit, ...]:
    """Return the units with all products that their seats name."""
    by_unit: dict[str, list[Participation]] = {}
    for participation, key in seats:
        by_unit.setdefault(key, []).append(participation)
    return tuple(
        make_unit(
            seed,
            number,
            own[0].org_type,
            own[0].trade,
            _product_names(own),
            own[0].name,
        )
        for number, own in enumerate(by_unit.values(), start=1)
    )


def _product_names(own: Sequence[Participation]) -> list[str]:
    names = (wish.product for participation in own for wish in participation.wishes)
    return list(dict.fromkeys(name for name in names if name))


def applications_of(
    seed: int, seats: Seats, units: Sequence[Unit], first_agreement: int = 1
) -> tuple[Application, ...]:
    """Return one application for each seat; agreements are numbered from ``first_agreement``."""
    by_key = {unit.key: unit for unit in units}
    times = Counter(key for _participation, key in seats)
    return tuple(
        _application(seed, participation, by_key[key], CAP_VND // times[key], number)
        for number, (participation, key) in enumerate(seats, start=first_agreement)
    )


def _application(
    seed: int, seat_: Participation, unit: Unit, cap_vnd: int, number: int
) -> Application:
    chance = stream(seed, f"application {seat_.project}/{unit.key}")
    cost = amount(chance, *seat_.cost)
    decided_on = day_between(stream(seed, f"decision {seat_.project}"), *DECISION)
    return Application(
        unit=unit.key,
        project=seat_.project,
        supports=tuple(_support(wish, unit.products) for wish in seat_.wishes),
        cost_vnd=cost,
        support_vnd=support_for(cost, cap_vnd),
        submitted_on=day_between(chance, *SUBMISSION),
        decided_on=decided_on,
        decision_number=f"{seat_.project}/QĐ-SKHCN {SHORT_MARK}",
        signed_on=day_between(chance, *SIGNATURE),
        agreement_number=f"{number:02d}/2022/HĐ-NSCL {SHORT_MARK}",
    )


def support_for(cost_vnd: int, cap_vnd: int) -> int:
    """Return the support: the State's share up to the cap, in whole 100,000 VND."""
    return min(cost_vnd * SHARE_PERCENT // 100, cap_vnd) // STEP_VND * STEP_VND


def _support(wish: Wish, products: Sequence[Product]) -> Support:
    keys = {product.name: product.key for product in products}
    product = keys[f"{wish.product} {SHORT_MARK}"] if wish.product else None
    return Support(item_code=wish.item_code, product=product, system=wish.standard)
