"""ASCII entry file of Cegid Quadra."""
