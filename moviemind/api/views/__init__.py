"""The views, a module for each noun of the API. They call recommender.service and moviemind.profiles.services."""
