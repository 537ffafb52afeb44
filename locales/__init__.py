"""Message catalogues: Vietnamese is the source language, English the second. A leaf: imports none of our folders."""
