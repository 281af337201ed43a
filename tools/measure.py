"""How large the house is: prints what rule 8 measures; must not judge, the architecture tests do."""

from tests.architecture import sizes
from tests.architecture.reading import house

if __name__ == "__main__":
    for folder in ("engine", "web", "tests"):
        print(f"{folder}: {sizes.medians(house(folder))}")
