"""Deployment files, generated from the services' manifests and the provinces' profiles.

``python -m nscl_shared.deploy render`` writes them, ``check`` names the stale
ones, ``secrets`` makes the keys and passwords of an installation.
"""

import warnings

# The names of exchanges come from the messaging kit, which is on eventlet: docs/adr/0001.
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
