"""What people see: one file per screen family, with text, options and what it accepts."""
