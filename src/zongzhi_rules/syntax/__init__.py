"""From text to a tree that remembers every place, and the mirror of the pack language."""
