"""Measured costs: `python -m bench` prints a table of ratios and figures, taken in alternating runs on this machine."""
