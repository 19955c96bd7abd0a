"""What pytest takes and shows: lines of features, tag expressions, scenarios in work, dry runs, steps in words."""
