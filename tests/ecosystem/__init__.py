"""Real apps as a test: facts of public schemas, written as apps of this language, compiled, and judged."""
