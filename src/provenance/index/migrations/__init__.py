"""One file for each migration, by its name; none is ever changed."""
