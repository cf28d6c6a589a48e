"""The compiler of biconvex: reads a backend's Python source as text and writes its generated code."""
