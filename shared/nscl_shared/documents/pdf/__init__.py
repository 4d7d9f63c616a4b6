"""Documents of ``nscl_shared.documents.layout`` as PDF.

One description of a paper, two forms: what was laid out for .docx is read back
and drawn.  Drawn is what the layout can say: paragraphs, ruled and bare tables,
rules, QR codes, page breaks, sections with a page of their own.  For services
that install ``nscl-shared[documents,pdf]`` on a machine with Liberation Serif.
"""

from nscl_shared.documents.pdf.draw import PDF, pdf_of

__all__ = ["PDF", "pdf_of"]
