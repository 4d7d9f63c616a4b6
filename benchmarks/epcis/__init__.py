"""How fast EPCIS documents are captured: validated, hashed and stored."""
