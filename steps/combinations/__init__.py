"""The same scenarios under several drivers and databases, and where their verdicts part."""
