"""Lowering: facts become the IR; names are resolved, the schema is evaluated, annotations become types."""
