import warnings

# nameko runs on eventlet; the risk and how it is contained: docs/adr/0001
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
