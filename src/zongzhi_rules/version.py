"""The version of the library, at the bottom so that everything can name it."""

__version__ = "0.1.0"
