"""Fits what links a speaking pronoun to its antecedent and someone without a country to one."""
