"""Offline measures: asks with known good answers, and what else must hold before an index is published."""
