"""Reading what readers marked in texts: annotations of PDFs, Word files and web pages, and the highlights that other programs export."""
