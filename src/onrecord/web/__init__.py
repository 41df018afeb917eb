"""The desk: a local web application to read, look, discuss and correct."""
