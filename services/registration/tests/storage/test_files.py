"""The hourly sweep leaves what something refers to, and removes the rest."""

from datetime import UTC, datetime, timedelta

import pytest

from nscl_registration.domain.papers import AttachedFile
from nscl_registration.handlers.commands import AdoptPlan
from nscl_registration.handlers.programme_commands import AttachFile
from nscl_registration.queries.files import referenced
from nscl_shared.kernel import NotFound
from nscl_shared.persistence.attachments import AttachmentStore

LATER = datetime.now(UTC) + timedelta(days=2)


def test_a_file_of_a_plan_stays_and_one_of_a_refused_command_goes(bus, make):
    store = AttachmentStore("registration")
    kept, orphan = store.put(b"%PDF-1", "a.pdf"), store.put(b"%PDF-2", "b.pdf")
    details = vars(make.plan().details)
    plan = bus.execute(AdoptPlan(**details))["id"]
    bus.execute(AttachFile(kind="plans", subject_id=plan, file=AttachedFile(**vars(kept))))
    with pytest.raises(NotFound, match="plan-not-found"):
        bus.execute(AttachFile(kind="plans", subject_id="none", file=AttachedFile(**vars(orphan))))
    assert store.sweep(referenced, now=LATER) == 1
    assert store.open(kept.attachment_id).size == 6
    with pytest.raises(NotFound, match="attachment-not-found"):
        store.open(orphan.attachment_id)
