"""The explorers of lesson 2."""
