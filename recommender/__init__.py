"""The recommendation engine. Importing it brings in neither Django nor Celery, so that it runs from a snapshot alone."""
