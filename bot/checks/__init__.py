"""What `ntm check` runs: one file per kind of rule, and in steps.py the list of them all."""
