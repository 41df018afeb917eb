"""English: the tables and the model of its language pack."""
