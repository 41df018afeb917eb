"""Codebook and language packs: tables with a schema check, one folder a language, the same file names in each."""

from onrecord.lang.pack import LanguagePack, available_languages, load_pack, with_actors
from onrecord.lang.table_folder import HERE

__all__ = ["HERE", "LanguagePack", "available_languages", "load_pack", "with_actors"]
