"""Who did what, in a chain that shows when somebody rewrote it."""

from nscl_shared.audit.log import AuditEntry, AuditLog, BrokenChain, Draft

__all__ = ["AuditEntry", "AuditLog", "BrokenChain", "Draft"]
