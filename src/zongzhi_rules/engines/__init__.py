"""Engines: each takes a pack's representation and the facts of a case, and gives the truth of every node."""
