"""`make demo`: everything that MovieMind is, on one machine, under one supervisor.

Plain Python outside `prepare.py`: it starts before anything is installed.
"""
