"""`python -m compliance`."""

from compliance.cli.main import main

if __name__ == "__main__":
    main()
