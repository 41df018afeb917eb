"""Fits the tables of weights that choose positions and group them by issue, on the annotated cases. See fit.py."""
