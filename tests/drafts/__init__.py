"""The drafts of the documents that the AI Act asks for."""
