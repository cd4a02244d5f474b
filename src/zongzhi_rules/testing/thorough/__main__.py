"""Entry point of `python -m zongzhi_rules.testing.thorough`."""

from __future__ import annotations

import sys

from zongzhi_rules.testing.thorough.run import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
