"""figures -- how the samples of a comparison are printed: median, lowest to highest; and the ratio of two."""
import statistics


def show(name, unit, samples):
    low, high = min(samples), max(samples)
    print(f"  {name:52} {statistics.median(samples):10.1f} {unit}   {low:.1f} to {high:.1f}")


def ratio(name, over, under):
    """Of samples that were taken in pairs."""
    pairs = [one / other for one, other in zip(over, under)]
    print(f"  {name:52} {statistics.median(over) / statistics.median(under):10.3f}     "
          f"{min(pairs):.3f} to {max(pairs):.3f}")
