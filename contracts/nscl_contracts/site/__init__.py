"""The registry of contracts as a static site: no server, no script needed, no external resource.

``vi/`` and ``en/`` hold an index, a page per event and the AsyncAPI document
as a page; beside them lie ``asyncapi.yaml`` and the schemas to download.
"""

from nscl_contracts.site.build import write_site

__all__ = ["write_site"]
