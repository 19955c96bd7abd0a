"""`python -m steps`: the authors' command."""

from steps.cli import main

if __name__ == "__main__":
    main(prog_name="steps")
