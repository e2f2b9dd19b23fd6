"""How many syllables a word has: by the rules of Spanish spelling, and by a rule of thumb for English."""

import re
import unicodedata

STRONG = frozenset("aeoáéíóú")  # a weak vowel with an accent stands for itself
VOWELS = frozenset("aeiouáéíóúü")
NUCLEUS = re.compile(r"[aeiouy]+")
SILENT_END = re.compile(r"(?<![aeiouyl])e$|(?<=[^aeioudt])ed$|(?<=[aeiouy]l)e$|(?<=[^aeiouscgxz])es$")
APART = re.compile(r"i[ao](?!us|n)|eo(?!u)|[^gq]ua|ying|uou|ia(?=n|ble)")


def spanish(word: str) -> int:
    """The syllables of a Spanish word; at least one.

    Two strong vowels, or a weak one with an accent beside another, are two syllables; other vowels together are one.
    """
    letters = unicodedata.normalize("NFC", word.lower()).replace("qu", "q").replace("h", "")
    letters = re.sub(r"y(?![aeiouáéíóú])", "i", letters)
    count, before = 0, ""
    for letter in letters:
        if letter in VOWELS and not (before in VOWELS and not (letter in STRONG and before in STRONG)):
            count += 1
        before = letter
    return max(1, count)


def english(word: str) -> int:
    """About how many syllables an English word has; at least one."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    spoken = SILENT_END.sub("", letters)
    return max(1, len(NUCLEUS.findall(spoken)) + len(APART.findall(spoken)))
