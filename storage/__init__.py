"""SQL, migrations, repositories, codecs and the criteria-set files; knows the types of conversations/ and nothing above."""
