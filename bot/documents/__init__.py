"""Officials' files: read into plain rows and paragraphs. Knows files only; what they mean stands elsewhere."""
