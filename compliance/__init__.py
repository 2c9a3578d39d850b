"""Compliance as code for AI systems in health care: one description, the law as data, verdicts with their reasons."""

__version__ = "0.1.0"
