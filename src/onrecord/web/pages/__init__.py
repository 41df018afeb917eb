"""The pages: a module a section, each page one documented dataclass."""
