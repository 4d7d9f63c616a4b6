"""The server of stamps and Digital Links: a process of its own beside the nameko service.

``python -m nscl_traceability.scanner`` runs it.  Why it is apart:
docs/adr/0044-a-server-for-scans.md; what it speaks: docs/guide/resolver.md.
"""

import warnings

# The web kit whose templates and words we use is on eventlet; this process is not (docs/adr/0001).
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
