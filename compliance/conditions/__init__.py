"""The condition language: form, verification, evaluation, trace."""
