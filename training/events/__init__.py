"""Fits the tables of weights that choose events and their missing sides, on the annotated cases. See fit.py."""
