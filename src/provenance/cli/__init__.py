"""Words in, words out: each command parses, calls one workflow and writes what it gives."""
