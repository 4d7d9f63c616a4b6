"""A batch from request to void: its steps, its figures, and what is announced of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl_shared.kernel import Conflict, DomainError, InvalidInput, RuleViolation
from nscl_traceability.domain import events as e
from nscl_traceability.domain import intervals as iv
from nscl_traceability.domain import stamp_states
from nscl_traceability.domain.stamp_batch import BatchState
from nscl_traceability.domain.stamp_states import StampStates, VoidReason


@pytest.fixture
def lot(make):
    return make.lot()


@pytest.fixture
def printed(make, lot):
    batch = make.batch(of=lot, quantity=100)
    batch.print_out(1, 100)
    batch.collect()
    return batch


def kinds(batch):
    return [type(event).__name__ for _, event in batch.collect()]


def refused(code, act, *given, **named):
    with pytest.raises(DomainError) as error:
        act(*given, **named)
    assert error.value.code == code
    return error.value


def test_open_requests_share_the_quota_of_their_lot(make, lot):
    make.request("one", of=lot, quantity=1_000)
    error = refused("stamps-above-quota", make.request, "two", of=lot, quantity=201)
    assert error.params == {"asked": 201, "left": 200, "lot": "L2022-01"}
    make.request("two", of=lot, quantity=200)
    assert (lot.stamps_requested, lot.stamps_issued, lot.stamps_left) == (1_200, 0, 0)


def test_what_is_not_granted_may_be_asked_for_again(make, lot):
    request = make.request(of=lot, quantity=1_000)
    request.approve(make.product(), lot, quantity=600, on=make.day, by="officer")
    assert (request.state, request.quantity, request.requested) == ("approved", 600, 1_000)
    assert lot.stamps_left == 600
    request.issue(make.product(), lot, key_id=3, on=make.day)
    assert (lot.stamps_issued, lot.stamps_requested, request.key_id) == (600, 0, 3)
    assert kinds(request) == ["StampsRequested", "StampsApproved", "StampsIssued"]


def test_a_refused_request_gives_its_quota_back_and_ends(make, lot):
    request = make.request(of=lot, quantity=1_000)
    request.refuse(make.product(), lot, reason="Chưa có sản lượng.", on=make.day, by="officer")
    assert (lot.stamps_left, request.state) == (1_200, BatchState.REFUSED)
    again = {"on": make.day, "by": "officer"}
    refused("batch-not-requested", request.approve, make.product(), lot, quantity=1, **again)
    refused("batch-not-requested", request.refuse, make.product(), lot, reason="x", **again)
    refused("batch-not-approved", request.issue, make.product(), lot, key_id=0, on=make.day)
    assert lot.stamps_left == 1_200


@pytest.mark.parametrize(
    ("quantity", "code"), [(0, "stamp-quantity"), (1_001, "stamps-above-request")]
)
def test_a_decision_grants_some_stamps_and_no_more_than_asked(make, lot, quantity, code):
    request = make.request(of=lot, quantity=1_000)
    decide = {"quantity": quantity, "on": make.day, "by": "officer"}
    error = refused(code, request.approve, make.product(), lot, **decide)
    assert isinstance(error, InvalidInput)
    assert request.state is BatchState.REQUESTED


def test_a_refusal_says_why(make, lot):
    request = make.request(of=lot)
    error = refused(
        "refusal-reason", request.refuse, make.product(), lot, reason=" ", on=make.day, by="o"
    )
    assert error.field == "reason"


def test_nothing_happens_to_stamps_before_they_are_issued(make, lot):
    request = make.request(of=lot)
    for act, stamps in (
        (request.print_out, (1, 1)),
        (request.activate, (make.product(), ((1, 1),), make.day)),
        (request.scrap, (lot, ((1, 1),))),
        (request.void, (make.product(), lot, ((1, 1),), VoidReason.LOST, make.day)),
    ):
        refused("batch-not-issued", act, *stamps)


def test_the_figures_add_up_along_the_way(make, lot, printed):
    product = make.product()
    assert printed.scrap(lot, ((10, 12),)) == 3
    printed.activate(product, printed.without_scrap(((1, 50),)), make.day)
    printed.void(product, lot, ((20, 21),), VoidReason.DAMAGED, make.day)
    printed.void(product, lot, ((90, 90),), VoidReason.LOST, make.day)
    figures = printed.stamps.figures
    assert vars(figures) == {
        "printed": 100, "activated": 45, "in_stock": 49, "voided": 2, "lost": 1, "scrapped": 3,
    }  # fmt: skip
    assert kinds(printed) == ["StampsScrapped", "StampsActivated", "StampsVoided", "StampsVoided"]


def test_an_activation_tells_how_many_are_in_use(make, printed):
    printed.activate(make.product(), ((1, 10),), make.day)
    printed.activate(make.product(), ((11, 30),), make.day)
    [(_, first), (_, second)] = printed.collect()
    assert (first.quantity, first.activated, second.quantity, second.activated) == (10, 10, 20, 30)
    assert isinstance(second, e.StampsActivated)
    assert second.batch == printed.facts(make.product())


@pytest.mark.parametrize(
    ("wanted", "code", "first"),
    [((1, 5), "stamps-activated", 5), ((50, 60), "stamps-ended", 55), ((99, 101), None, 0)],
)
def test_stamps_come_into_use_once(make, lot, printed, wanted, code, first):
    printed.activate(make.product(), ((5, 9),), make.day)
    printed.void(make.product(), lot, ((55, 55),), VoidReason.SUSPECTED_FORGED, make.day)
    error = refused(code or "stamps-not-printed", printed.activate, make.product(), (wanted,), None)
    assert isinstance(error, Conflict)
    assert error.params["first"] == (first or 101)
    assert iv.count(printed.stamps.activated) == 5


def test_what_is_scrapped_twice_counts_once(lot, printed):
    assert printed.scrap(lot, ((1, 4),)) == 4
    assert printed.scrap(lot, ((3, 6),)) == 2
    printed.collect()
    assert printed.scrap(lot, ((1, 6),)) == 0
    assert printed.collect() == []


def test_what_is_in_use_is_not_scrapped(make, lot, printed):
    printed.activate(make.product(), ((5, 9),), make.day)
    assert refused("stamps-activated", printed.scrap, lot, ((1, 5),)).params["last"] == 5


def test_what_was_spoilt_or_lost_may_be_replaced_but_not_what_is_suspected(make, lot, printed):
    product, left = make.product(), lot.stamps_left
    printed.scrap(lot, ((1, 2),))
    printed.void(product, lot, ((3, 5),), VoidReason.LOST, make.day)
    printed.void(product, lot, ((6, 9),), VoidReason.DAMAGED, make.day)
    printed.void(product, lot, ((10, 20),), VoidReason.SUSPECTED_FORGED, make.day)
    assert lot.stamps_left == left + 2 + 3 + 4


def test_void_is_for_ever(make, lot, printed):
    printed.void(make.product(), lot, ((3, 5),), VoidReason.LOST, make.day)
    refused(
        "stamps-ended", printed.void, make.product(), lot, ((5, 6),), VoidReason.DAMAGED, make.day
    )
    assert printed.stamps.voided == ()


@pytest.mark.parametrize("wanted", [(0, 5), (5, 4), (1, 101), (101, 101)])
def test_a_range_lies_within_the_batch(printed, wanted):
    assert refused("stamp-range", printed.print_out, *wanted).params["quantity"] == 100


def test_printing_again_changes_nothing(printed):
    assert printed.print_out(1, 100) == 0
    assert printed.collect() == []


def test_a_batch_is_not_cut_into_more_pieces_than_a_document_holds(monkeypatch):
    monkeypatch.setattr(stamp_states, "MAX_PIECES", 3)
    states = StampStates(printed=((1, 100),))
    with pytest.raises(RuleViolation) as error:
        states.scrap(iv.singles([2, 4, 6, 8]))
    assert error.value.code == "stamps-in-too-many-pieces"


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["print", "activate", "scrap", *VoidReason]),
        st.integers(1, 60),
        st.integers(0, 20),
    ),
    max_size=14,
)


@given(ACTS)
def test_whatever_is_tried_every_printed_stamp_is_in_one_place(acts):
    states = StampStates()
    for act, first, more in acts:
        wanted = ((first, first + more),)
        try:
            states = tried(states, act, wanted)
        except DomainError:
            continue
    places = (states.activated, states.stock, states.voided, states.lost, states.scrapped)
    figures = states.figures
    assert sum(map(iv.count, places)) == figures.printed
    assert iv.of(pair for place in places for pair in place) == states.printed


def tried(states, act, wanted):
    if isinstance(act, VoidReason):
        return states.void(wanted, act)
    return {"print": states.print_out, "activate": states.activate, "scrap": states.scrap}[act](
        wanted
    )
