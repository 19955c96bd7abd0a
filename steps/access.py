"""Getting in: tokens, passwords and what the guarded page shows."""
