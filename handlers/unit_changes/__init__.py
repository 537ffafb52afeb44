"""Renames, moves, merges and splits units from a day on. Each is planned first, by reads alone, so that its preview is
what is then done; each is kept row by row and can be taken back.
"""
