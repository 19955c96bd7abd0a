"""Measure this project against the ways people test the same service without it."""
