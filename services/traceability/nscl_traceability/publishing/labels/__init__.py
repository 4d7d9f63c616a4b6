"""Labels to stick on: PDF sheets and rolls with QR codes as vectors, and ZPL for thermal printers."""
