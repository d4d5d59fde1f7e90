"""The parts of a message as rows, kept in step with what comes."""
