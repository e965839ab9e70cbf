"""Megabytes of a process that loads our encoder and embeds some queries: `python -m benchmarks.encoder_memory RUNTIME`.

A module of its own, so that nothing is in memory but what such a process needs.
"""

import sys

from benchmarks.encoder_peers import resident_mb
from recommender.encoder import load_encoder

if __name__ == "__main__":
    encoder = load_encoder(sys.argv[1])
    encoder.warm_up_rest(wait=True)
    for number in range(50):
        encoder.encode([f"a film about {number} friends and a long war"])
    print(resident_mb())
