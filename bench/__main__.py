"""Runs every measurement and prints one table."""

from bench import aipd, classification, cold_start, evaluation, gate, loading, pdf
from bench.table import Row, show


def main() -> None:
    """Print what each part costs, beside its target."""
    rows: list[Row] = []
    for part in (cold_start, evaluation, classification, loading, gate, pdf, aipd):
        rows += part.measure()
    show(rows)


if __name__ == "__main__":
    main()
