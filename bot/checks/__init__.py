"""What `ntm check` runs, one file per step."""
