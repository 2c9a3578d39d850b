"""The results of an assessment and how they are reached."""
