"""The class report: what a class did, misunderstood and was asked, as HTML, CSV and JSON."""
