"""The review queue: what admins see of the proposals, and what they decide."""
