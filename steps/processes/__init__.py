"""Processes that a run starts beside itself, and that never outlive it."""
