"""Backends: each turns a checked app into files as values, and cannot fail."""
