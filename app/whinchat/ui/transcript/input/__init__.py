"""Keys and the pointer over the transcript: moving, selecting, pressing."""
