"""One module a kind of training data: from the shared files to paragraphs."""
