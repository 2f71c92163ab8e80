"""Let `python -m warledger.cli` run the command line."""

from warledger.cli import main

main()
