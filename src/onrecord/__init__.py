"""Onrecord reads political news, in whatever form people have it, and keeps an auditable record."""

__version__ = "0.1.0.dev0"
