"""What the API takes and gives back, as pydantic models; the OpenAPI document is generated from them."""
