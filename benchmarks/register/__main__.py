"""Fill the register and time what officers do with it; run by ``make bench-register``.

Prints p50 and p95 of 20 runs of each question, in milliseconds, and
ends with 1 when a p95 is above the limit that the register promises.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.register.cases import case_questions, fill_cases

from nscl_registration.domain.codes import OrgType
from nscl_registration.domain.firm import Firm
from nscl_registration.domain.firm_facts import FirmInput
from nscl_registration.domain.firm_parts import Contact
from nscl_registration.domain.products import named
from nscl_registration.domain.steps import Actor
from nscl_registration.handlers import commands
from nscl_registration.handlers.table import HANDLERS
from nscl_registration.queries.duplicates import alike, list_pairs
from nscl_registration.queries.firms import list_firms, show_firm
from nscl_registration.storage.documents import ApplicationDocument
from nscl_registration.storage.documents_firms import FirmDocument
from nscl_registration.storage.firm_repository import FirmRepository
from nscl_registration.storage.setup import setup
from nscl_registration.storage.work import RegistrationUnitOfWork
from nscl_shared import units
from nscl_shared.messaging import CommandBus
from nscl_shared.persistence import connect
from nscl_shared.testing.fixtures import running_database

LIMIT_MS = 100
CACHE = "512M"  # with the 64 MB of one machine the server stalls while it is filled so fast
BATCH = 50  # the embedded server crawls with many index entries in one write
RUNS = 20
KEPT = 10  # of each batch of units: those that apply
SEED = 1322
FORMS = {
    OrgType.ENTERPRISE: ("Công ty TNHH", "Công ty Cổ phần", "Công ty TNHH MTV"),
    OrgType.COOPERATIVE: ("HTX", "Hợp tác xã nông nghiệp"),
    OrgType.HOUSEHOLD: ("Hộ kinh doanh", "Cơ sở"),
}
TRADES = (
    "xây dựng",
    "thương mại",
    "sản xuất",
    "khai thác mỏ",
    "chế biến nông sản",
    "du lịch",
    "in",
)
SYLLABLES = [
    "An",
    "Anh",
    "Ánh",
    "Bách",
    "Bảo",
    "Bắc",
    "Bích",
    "Bình",
    "Cát",
    "Cẩm",
    "Châu",
    "Chi",
    "Chiến",
    "Cường",
    "Danh",
    "Diệp",
    "Dũng",
    "Duy",
    "Dương",
    "Đại",
    "Đan",
    "Đạt",
    "Đình",
    "Đoàn",
    "Đông",
    "Đồng",
    "Đức",
    "Gia",
    "Giang",
    "Hà",
    "Hải",
    "Hạnh",
    "Hậu",
    "Hiền",
    "Hiếu",
    "Hòa",
    "Hoàng",
    "Hồng",
    "Huệ",
    "Hùng",
    "Huy",
    "Huyền",
    "Hưng",
    "Hương",
    "Khang",
    "Khánh",
    "Khoa",
    "Kiên",
    "Kim",
    "Kỳ",
    "Lam",
    "Lan",
    "Lâm",
    "Lạng",
    "Liên",
    "Linh",
    "Loan",
    "Long",
    "Lộc",
    "Lợi",
    "Lừa",
    "Mai",
    "Mạnh",
    "Minh",
    "Mỹ",
    "Nam",
    "Ngân",
    "Nghĩa",
    "Ngọc",
    "Nguyên",
    "Nhân",
    "Nhật",
    "Nhung",
    "Ninh",
    "Phát",
    "Phong",
    "Phú",
    "Phúc",
    "Phương",
    "Quang",
    "Quân",
    "Quý",
    "Quyết",
    "Sáng",
    "Sen",
    "Sinh",
    "Sơn",
    "Tâm",
    "Tân",
    "Thái",
    "Thanh",
    "Thành",
    "Thảo",
    "Thắng",
    "Thiên",
    "Thịnh",
    "Thu",
    "Thuận",
    "Thúy",
    "Thủy",
    "Tiến",
    "Tín",
    "Toàn",
    "Trang",
    "Trí",
    "Trung",
    "Trường",
    "Tuấn",
    "Tùng",
    "Tuyết",
    "Uyên",
    "Vân",
    "Việt",
    "Vinh",
    "Vượng",
    "Xuân",
    "Yến",
]
OFFICER = Actor("officer", "Cán bộ")
SINCE = datetime(2025, 8, 1, tzinfo=UTC)
COMMUNES = [unit.code for unit in units.children("20", SINCE.date())]


def entry(dice):
    org_type = dice.choice(list(FORMS))
    words = dice.sample(SYLLABLES, dice.choice((2, 2, 3)))
    trade = dice.choice((*TRADES, ""))
    name = " ".join(f"{dice.choice(FORMS[org_type])} {trade} {' '.join(words)}".split())
    return FirmInput(
        name=name,
        org_type=org_type,
        commune_code=dice.choice(COMMUNES),
        sector=dice.choice(("01", "08", "10", "23", "41", "46")),
        contacts=(Contact(name="Nguyễn Văn A", phone=f"09{dice.randrange(10**8):08d}"),),
        products=named(("Sản phẩm chính",)),
    )


def fill(size, dice):
    repository, collection = FirmRepository(), FirmDocument._get_collection()
    started, kept = time.perf_counter(), []
    for done in range(0, size, BATCH):
        firms = [Firm.register(entry(dice), OFFICER, SINCE) for _ in range(min(BATCH, size - done))]
        rows = [
            FirmDocument(id=firm.id, version=1, **repository.to_fields(firm)).to_mongo()
            for firm in firms
        ]
        collection.insert_many(rows)
        if done % 5_000 == 0:
            print(f"  {done:>7,} entries after {time.perf_counter() - started:.0f} s", flush=True)
        kept += firms[:KEPT]
    return kept


def measure(label, question):
    times = []
    for number in range(RUNS):
        started = time.perf_counter()
        question(number)
        times.append((time.perf_counter() - started) * 1000)
    middle = statistics.median(times)
    high = statistics.quantiles(times, n=20)[-1]
    print(f"{label:<46} {middle:8.1f} {high:8.1f}", flush=True)
    return high


def questions(last, dice):
    bus = CommandBus("registration", HANDLERS, RegistrationUnitOfWork)
    cursor = list_firms(limit=50)["next"]
    names = [entry(dice).name for _ in range(RUNS)]

    def register(number):
        given = entry(dice)
        bus.execute(commands.RegisterFirm(by=OFFICER, **vars(given)))

    return {
        "list, first page": lambda _n: list_firms(),
        "list, next page": lambda _n: list_firms(cursor=cursor),
        "list, by kind": lambda _n: list_firms(org_type="HTX"),
        "list, by section and commune": lambda n: list_firms(
            section="C", commune_code=COMMUNES[n % len(COMMUNES)]
        ),
        "search, two telling words": lambda n: list_firms(q=" ".join(names[n].split()[-2:])),
        "search, whole name": lambda n: list_firms(q=names[n]),
        "search, a word that half of them have": lambda _n: list_firms(q="cong ty"),
        "search, beginnings": lambda _n: list_firms(q="huy so"),
        "search, nothing found": lambda _n: list_firms(q="cong ty zzz"),
        "one entry": lambda _n: show_firm(last.id),
        "duplicate check while registering": lambda n: alike(names[n], ["0912345678"]),
        "possible duplicates, first page": lambda _n: list_pairs(),
        "register one, with its duplicate check": register,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=3_600, help="of filling in applications")
    given = parser.parse_args()
    size = given.size
    dice = random.Random(SEED)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_database(Path(folder), cache=CACHE) as server,
    ):
        connect("registration", server.mongodb_uri)
        setup()
        firms = fill(size, dice)
        last = fill_cases(given.cases, firms, dice, given.seconds)
        print(f"{f'{size:,} units, {ApplicationDocument.objects.count():,} applications':<46}"
              f" {'p50':>8} {'p95':>8}  ms")  # fmt: skip
        asked = {**case_questions(last, firms), **questions(firms[-1], dice)}
        slow = [label for label, ask in asked.items() if measure(label, ask) > LIMIT_MS]
    print(f"above {LIMIT_MS} ms: {', '.join(slow) or 'none'}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
