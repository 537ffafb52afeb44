"""Files that leave: made from their recipes, in processes of their own."""
