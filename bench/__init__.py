"""Throughput of the main pages beside their ceilings, as ratios in one run. Absolute figures are noise."""
