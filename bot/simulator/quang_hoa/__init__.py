"""Quảng Hòa, the district of the demo: its public plan as officials have it, and who takes part."""
