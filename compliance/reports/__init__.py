"""Reports: each a pure function from an assessment to bytes."""
