"""Can the features fail? Each mutant is a fault in the service that `pytest features` must turn red."""
