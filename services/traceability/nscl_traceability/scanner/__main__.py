"""``python -m nscl_traceability.scanner``."""

from nscl_traceability.scanner.serve import main

main()
