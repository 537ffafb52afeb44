"""Understanding typed Vietnamese: numbers, yes and no, choices, unit names."""
