"""The command line: one file per family of verbs, imported only when its verb is called."""
