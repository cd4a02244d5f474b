"""For property tests of packs: cases and small packs at random (with hypothesis), and the laws that they must keep.

`laws` and `polarity` need nothing but the library; `strategies` and `packs` import hypothesis, which is no dependency
of the library itself.
"""
