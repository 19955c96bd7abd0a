"""Three small services, written as their owners would: what any FastAPI app may look like."""
