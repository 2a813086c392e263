"""Whether two pictures that look alike are one picture, an edited copy, or not to be told."""
