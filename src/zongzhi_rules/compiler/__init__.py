"""From the text of a pack to its checked representation, pass by pass (`passes.PASSES` is the list)."""
