"""The explorers of lesson 4."""
