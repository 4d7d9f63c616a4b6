"""The NSCL service kit: everything a service needs that is not its domain."""
