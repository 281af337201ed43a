"""The Gherkin vocabulary in English and Persian, as pytest-bdd steps; a step reads words and calls the world."""
