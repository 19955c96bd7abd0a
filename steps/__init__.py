"""Acceptance tests for FastAPI services, written as plain-language features."""
