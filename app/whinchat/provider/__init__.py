"""The network: requests, streams, catalogues and the model on this computer."""
