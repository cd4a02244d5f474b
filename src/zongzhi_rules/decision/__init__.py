"""From the truths of an evaluation to a decision: plain data that explains itself."""
