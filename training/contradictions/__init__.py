"""Fitting what tells that two statements contradict each other."""
