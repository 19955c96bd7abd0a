"""From feature file to pytest item: reading, guarding, binding, running and reporting scenarios."""
