"""Diagnostics as text for people, for one-line readers and for programs; pure functions that print nothing."""
