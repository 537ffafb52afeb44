"""What a person filling a report sees."""
