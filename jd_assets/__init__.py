"""Reads job descriptions, decides which role of a role library each one is, and says why."""

import os

# Before numpy is loaded: its products of a posting's few sentences take microseconds, and the threads that OpenBLAS
# shares them among wait for the next one at full load. One posting took 121 ms of CPU with them, 48 without.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
