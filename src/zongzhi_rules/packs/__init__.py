"""Finding packs: those that ship with the library, those that other distributions install, those in a folder."""
