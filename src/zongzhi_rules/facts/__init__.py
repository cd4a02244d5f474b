"""The fact model: one case is one locality or unit on one day."""
