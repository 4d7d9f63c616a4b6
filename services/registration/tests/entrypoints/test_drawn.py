"""Drawing a paper leaves the event loop to others."""

import threading

import eventlet

from nscl_registration.entrypoints.drawn import drawn
from nscl_shared.documents import layout


def test_while_a_paper_is_laid_out_others_are_served():
    served = threading.Event()

    def waiting():
        assert served.wait(20), "the event loop stood still"
        document = layout.new_document()
        layout.body(document, "Đơn đăng ký")
        return document

    eventlet.spawn(served.set)
    for kind, begins in (("docx", b"PK"), ("pdf", b"%PDF-")):
        assert drawn(kind, "don", waiting).data.startswith(begins)
