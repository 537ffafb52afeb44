"""The dated duties of the plan of Quảng Nam: a second example, of one-off and yearly deadlines of a whole province."""
