"""Units by the hundred thousand."""

import time
from datetime import UTC, datetime

from benchmarks.register.words import FORMS, SYLLABLES, TRADES

from nscl_registration.domain.firm import Firm
from nscl_registration.domain.firm_facts import FirmInput
from nscl_registration.domain.firm_parts import Contact
from nscl_registration.domain.products import named
from nscl_registration.domain.steps import Actor
from nscl_registration.storage.documents_firms import FirmDocument
from nscl_registration.storage.firm_repository import FirmRepository
from nscl_shared import units
from nscl_shared.persistence.ladder import ladder_of, loaded

BATCH = 50  # the embedded server crawls with many index entries in one write
KEPT = 10  # of each batch: those that apply
OFFICER = Actor("officer", "Cán bộ")
SINCE = datetime(2025, 8, 1, tzinfo=UTC)
COMMUNES = [unit.code for unit in units.children("20", SINCE.date())]
SECTORS = ("01", "08", "10", "23", "41", "46")


def entry(dice):
    """Return what is entered of some unit."""
    org_type = dice.choice(list(FORMS))
    words = dice.sample(SYLLABLES, dice.choice((2, 2, 3)))
    trade = dice.choice((*TRADES, ""))
    return FirmInput(
        name=" ".join(f"{dice.choice(FORMS[org_type])} {trade} {' '.join(words)}".split()),
        org_type=org_type,
        commune_code=dice.choice(COMMUNES),
        sector=dice.choice(SECTORS),
        contacts=(Contact(name="Nguyễn Văn A", phone=f"09{dice.randrange(10**8):08d}"),),
        products=named(("Sản phẩm chính",)),
    )


def known_units(size):
    """Return some of the units, none when there are fewer than ``size``."""
    if ladder_of(FirmDocument).collection.estimated_document_count() < size:
        return []
    rows = ladder_of(FirmDocument).page("all", after=None, size=20_000).rows
    return [FirmRepository().to_domain(document) for document in loaded(FirmDocument, rows)]


def fill_units(size, dice):
    """Insert ``size`` units; return some of them."""
    repository, collection = FirmRepository(), ladder_of(FirmDocument).collection
    started, kept = time.perf_counter(), []
    for done in range(0, size, BATCH):
        firms = [Firm.register(entry(dice), OFFICER, SINCE) for _ in range(min(BATCH, size - done))]
        rows = [FirmDocument(id=f.id, version=1, **repository.to_fields(f)) for f in firms]
        collection.insert_many([row.to_mongo() for row in rows])
        if done % 10_000 == 0:
            print(f"  {done:>7,} units after {time.perf_counter() - started:.0f} s", flush=True)
        kept += firms[:KEPT]
    return kept
