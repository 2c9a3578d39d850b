"""What a user states about a system, section by section."""

from compliance.system.model.description import Description

__all__ = ["Description"]
