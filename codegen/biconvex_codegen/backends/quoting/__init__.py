"""How text that a user wrote enters generated code: one module per language, and no other way in."""
