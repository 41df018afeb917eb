"""The training of Onrecord's encoder: from MiniLM's weights to the model file in the package. See README.md."""

import os

# Threads that wait must not spin: on a shared machine, spinning made training three to four times as slow.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
