"""The pages a browser sees."""
