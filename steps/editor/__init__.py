"""Let the Cucumber extension of editors know every sentence and parameter."""
