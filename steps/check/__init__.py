"""Find every mistake in features and step definitions, without starting anything."""
