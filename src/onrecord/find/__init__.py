"""Finding: quotations, statements, actors, events and positions; pure functions over a parse and a language pack."""
