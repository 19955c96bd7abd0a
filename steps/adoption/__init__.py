"""Set another project up: what its source tells, and the files it gets."""
