"""What the end-to-end tests stand on: private servers, and a stand-in for DingTalk."""
