"""The shipped encoder's words, tags, parse, names and attribution, in one pass; as spaCy annotations too."""

from onrecord.language.analysing import COMPONENTS, analyse, model_version, pipeline
from onrecord.language.reading import read

__all__ = ["COMPONENTS", "analyse", "model_version", "pipeline", "read"]
