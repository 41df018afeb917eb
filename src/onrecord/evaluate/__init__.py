"""Figures on gold: what a set of predictions reaches on annotated cases, PLOVER sentences and attributions."""
