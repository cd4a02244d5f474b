"""The checked intermediate representation: pure data, the only thing an engine sees of a pack."""
