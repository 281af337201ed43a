"""The analyst's door: services, their versions and diagrams, upload and publishing; must not read diagrams itself."""
