"""The frontend: one file's text becomes facts, verbatim and unresolved, and the places where they stand."""
