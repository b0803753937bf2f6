"""Which language a text is in, by py3langid; too little text is `und`, never a guess."""

from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNDETERMINED = "und"
_SAMPLE = 6_000
_MIN_LETTERS = 40
_SURE = 0.5


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def identify(text: str, stated: str = "") -> str:
    """Identify the language of a text.

    Args:
        text: the cleaned body.
        stated: what its source says (an `html lang` attribute), used where the text is too short to tell.

    Returns:
        An ISO 639-1 code, or `und`.
    """
    fallback = stated.strip().lower().replace("_", "-").split("-")[0]
    fallback = fallback if len(fallback) in (2, 3) and fallback.isalpha() else UNDETERMINED
    sample = text[:_SAMPLE]
    if sum(character.isalpha() for character in sample) < _MIN_LETTERS:
        return fallback
    language, confidence = _identifier().classify(sample)
    return str(language) if confidence >= _SURE else fallback
