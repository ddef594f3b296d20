"""Settings of the shop, read from the environment and from .env."""

import os
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


def env_file() -> str:
    environment = os.getenv("ENVIRONMENT", "develop")
    if environment != "production" and Path(f".env.{environment}").exists():
        return f".env.{environment}"
    return ".env"


class Settings(BaseSettings):
    PROJECT_NAME: str = "Sample Shop"
    ENVIRONMENT: str = "develop"
    DEBUG: bool = False
    DATABASE_URL: str = "sqlite:///./shop.db"

    model_config = SettingsConfigDict(env_file=env_file(), case_sensitive=True, extra="ignore")

    @property
    def database_url(self) -> str:
        return self.DATABASE_URL


settings = Settings()
