"""From an answer to an assessment, and from assessments to a score. Pure: the embedder is handed in."""
