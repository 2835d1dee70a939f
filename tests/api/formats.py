"""What schemathesis must be told of the formats in the API's document."""

import schemathesis
from hypothesis import strategies

AREAS = ("000000", "410000", "411200", "411202", "411222", "360100")

schemathesis.openapi.format("gb-t-2260", strategies.sampled_from(AREAS))
