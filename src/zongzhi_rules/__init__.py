"""Rules of accountability for comprehensive governance, as data that decides and explains."""

__version__ = "0.1.0"
