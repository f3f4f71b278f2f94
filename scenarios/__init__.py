"""Case scripts: what happens at the window, what is right, and the proof that both agree."""
