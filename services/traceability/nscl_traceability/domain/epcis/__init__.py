"""EPCIS 2.0: how events must look, what identifies them, what can be asked of them."""
