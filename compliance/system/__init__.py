"""What the user says about a system."""
