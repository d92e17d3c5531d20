"""Those who carry parcels: the sandbox's own make-believe carriers, and an aggregator of real ones."""
