"""Side-by-side benchmark of the small ladder of `ladder.md`; run it with `make bench`."""
