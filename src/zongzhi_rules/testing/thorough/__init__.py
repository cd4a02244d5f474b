"""The laws on very many cases: a fast generator, cheap forms of the laws on every case, all laws in full on a sample.

`python -m zongzhi_rules.testing.thorough --cases 1000000` runs it; see docs/testing.md for what is checked on how many.
Nothing here needs hypothesis.
"""
