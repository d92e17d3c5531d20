"""Shops that die: a process of its own is killed by SIGKILL at any commit and any call outside, and another goes on.

`world` is what there is to buy and by whom, `scenarios` what a real client does, `points` where it may end, `process`
what runs in the processes, `lives` how a test starts them.
"""
