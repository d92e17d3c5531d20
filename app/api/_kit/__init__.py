"""What every family is made of: operations by schema, credentials, replays, origins and the OpenAPI document."""
