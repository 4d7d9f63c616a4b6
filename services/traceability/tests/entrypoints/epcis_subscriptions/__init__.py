"""Subscriptions to EPCIS queries; a package, so that its service ends with its last test."""
