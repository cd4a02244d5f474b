"""Decisions and comparisons of packs as text for people, in Chinese and English."""
