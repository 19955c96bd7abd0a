"""Step definitions for the samples of Cucumber's compatibility kit, as a user of this project writes them."""
