"""Quảng Nam: the province's plan for 2024-2025, whole, and the dated duties in it.

units.csv: its districts, and the communes that the plan names in their districts, out of the public register of units;
the register writes five of the names otherwise than the plan does.
"""
