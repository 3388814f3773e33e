"""Run the command line as `python -m guidelinekit`."""

from guidelinekit.cli import main

if __name__ == "__main__":
    main()
