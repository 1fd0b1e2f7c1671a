"""The word lists of lists.toml."""

import os
import tomllib

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "lists.toml"), "rb") as file:
    LISTS = tomllib.load(file)


def word_list(name):
    """A list of single words, as a set."""
    return set(LISTS[name].split())


def phrase_list(name):
    """A list of phrases between semicolons, as a set."""
    return {" ".join(phrase.split()) for phrase in LISTS[name].split(";")}
