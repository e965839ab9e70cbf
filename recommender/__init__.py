"""The recommendation engine. Importing it brings in neither Django nor Celery: it runs from a snapshot alone."""
