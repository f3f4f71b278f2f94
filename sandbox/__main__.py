"""`python -m sandbox`."""

import gc

gc.disable()  # what is imported stays: looking for garbage in it is a tenth of the start

from sandbox.cli import main  # noqa: E402

gc.freeze()
gc.enable()
raise SystemExit(main())
