"""From events to a report, and from a report to HTML, Markdown and JSON. Pure: templates are handed in."""
