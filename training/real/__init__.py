"""Annotations of real articles' openings, kept without the texts (see README.md)."""
