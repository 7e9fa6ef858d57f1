"""`python -m generator` is `gen-schema`."""

from generator.cli import program

if __name__ == "__main__":
    program()
