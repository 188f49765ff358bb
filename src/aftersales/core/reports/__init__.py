"""What a report tells: results of cases, missed deadlines, what came in."""
