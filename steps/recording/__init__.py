"""A run as Cucumber Messages: watched where scenarios run, written where pytest reports."""
