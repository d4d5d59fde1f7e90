"""What servers say and want to hear: the only place that knows the API's field names.

Two dialects of the Responses API are read: the documented one, and that of OpenRouter's Responses
API alpha page (``response.content_part.delta``, ``response.done``, ``[DONE]``). Leaked
Chat-Completions chunks are read as well.
"""
