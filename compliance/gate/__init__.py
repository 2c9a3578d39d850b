"""The gate: decides whether a release may pass, by a policy, and says why."""
