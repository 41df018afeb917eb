"""Parsing: from an article's text to words, sentences, trees, names and attributions (`Parse`)."""

from onrecord.parse.parse import Attribution, Parse, Span, Trigger
from onrecord.parse.parser import Parser, get_parser, parse_text

__all__ = ["Attribution", "Parse", "Parser", "Span", "Trigger", "get_parser", "parse_text"]
