"""``python -m nscl_traceability.scanner``."""

from nscl_traceability.scanner.serve import main

if __name__ == "__main__":
    main()
