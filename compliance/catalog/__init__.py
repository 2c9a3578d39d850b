"""The law as data: controls, frameworks, requirements and how they meet."""
