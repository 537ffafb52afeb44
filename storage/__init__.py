"""SQL, migrations, repositories, codecs, criteria-set files. Knows the types of conversations/, nothing above."""
