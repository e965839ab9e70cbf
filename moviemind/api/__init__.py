"""The same verbs for programs, as JSON."""
