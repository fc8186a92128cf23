"""How fast: ratios against others on the same machine in the same run, never absolute promises.

    python -m tests.bench                 # all of it, some minutes
    python -m tests.bench decode stream   # what is named

Two sides are measured in turns, so that a busy machine slows both; medians are compared. The
bounds that stand beside the numbers are the project's aims; a missed one is printed, not raised.
"""
