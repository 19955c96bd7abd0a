"""The vocabulary as people read it: which sentences there are, what they mean and how they are used."""
