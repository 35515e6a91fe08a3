"""From the throw in an application that knows nothing of us to the message in the group."""
