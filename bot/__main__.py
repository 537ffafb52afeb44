"""`python -m bot` is the command `ntm`."""

import sys

from bot.cli.main import main

sys.exit(main())
