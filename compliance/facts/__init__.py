"""Derived facts: what follows from what is stated."""
