"""Fits the tables of weights that choose statements and their acts, on the annotated cases. See fit.py."""
