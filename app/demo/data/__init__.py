"""What the demo shop holds, as plain typed values; app/demo/load.py turns it into rows."""
