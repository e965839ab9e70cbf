"""The site with one address more, that does nothing: what any answer must cost before it says a word."""
