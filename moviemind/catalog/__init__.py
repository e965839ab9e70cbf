"""Films, people, genres and themes; the change log; importers; their admin."""
