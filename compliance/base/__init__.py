"""What knows nothing of compliance: files, problems, texts, resources."""
