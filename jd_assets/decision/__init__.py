"""The decision table: from signals to a case, a role, a confidence and the sentence that says why."""
