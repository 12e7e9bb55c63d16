"""What runs before the environment exists: standard library only."""
