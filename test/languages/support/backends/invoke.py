"""Hands the events of a list to the handler, as the runtime of Lambda does, and writes the list of the results."""

import json
import sys

from handler import handler

print(json.dumps([handler(event, None) for event in json.load(sys.stdin)]))
