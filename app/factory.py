"""The web application: API, debtors' pages, provider webhooks and the studio, put together."""

import structlog
from flask import Flask, Response
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.middleware.proxy_fix import ProxyFix

from app import http
from app.api import bare_app, guard, vitals
from app.api.callers import LONGEST, Doorman
from app.api.signouts import SignOuts
from app.api.tries import Tries, connections
from app.channels import configured
from app.config import BODY_LIMIT, Config
from app.db import trouble
from app.errors import ConfigError
from app.hooks import blueprints as hooks
from app.insights.watch import Watch
from app.installation import Installation
from app.site import assets_blueprint
from app.site import blueprint as site_blueprint
from app.store import staff
from app.studio import ENDPOINTS, serve_studio

RETRY_SECONDS = 5

log = structlog.get_logger(__name__)


def create_app(installation: Installation) -> Flask:
    """Make the web application of an installation.

    Raises:
        ConfigError: starting in production would not be safe.
    """
    config = installation.config
    if config.mode == "production":
        _refuse_demo_passwords(installation)
    app = bare_app("app")
    app.config.update(_settings(config))
    pool = connections(config.redis_url)
    app.extensions["cauce"] = installation
    app.extensions["cauce.doorman"] = Doorman(tries=Tries(pool), signouts=SignOuts(pool, int(LONGEST.total_seconds())))
    app.extensions["cauce.channels"] = configured(config)
    app.extensions["cauce.watch"] = Watch(installation.db, installation.clock, config.live_streams)
    app.register_blueprint(site_blueprint(installation))
    app.register_blueprint(assets_blueprint(installation))
    for blueprint in hooks(installation):
        app.register_blueprint(blueprint)
    vitals.serve(app, installation)
    serve_studio(app)
    guard.watch(app)
    http.answer_errors(app)
    app.register_error_handler(SQLAlchemyError, _of_database)
    http.secure(app, https=_https(config), studio=ENDPOINTS)
    if config.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=config.proxies)  # type: ignore[method-assign] # Flask's documented way
    return app


def _of_database(error: SQLAlchemyError) -> Response:
    """Say in plain words that the database cannot work now; a query that is at fault is a failure of ours."""
    found = trouble(error)
    if found is None:
        return http.failure(error)
    log.warning("database_trouble", trouble=found.value, error=type(error).__name__)
    return http.problem(http.ProblemError(f"database-{found}", headers={"Retry-After": str(RETRY_SECONDS)}))


def _https(config: Config) -> bool:
    return config.public_url.startswith("https://")


def _settings(config: Config) -> dict[str, object]:
    https = _https(config)
    return {
        "SECRET_KEY": config.secret_key,
        "SESSION_COOKIE_NAME": "__Host-cauce" if https else "cauce",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": https,
        "MAX_CONTENT_LENGTH": BODY_LIMIT,
        "TRAP_HTTP_EXCEPTIONS": False,
    }


def _refuse_demo_passwords(installation: Installation) -> None:
    with installation.db.read() as session:
        emails = [user.email for user, _ in staff.with_demo_password(session)]
    if emails:
        raise ConfigError(
            f"{', '.join(emails)} can sign in with a demo password, which everybody knows; "
            "set another with: cauce user password EMAIL"
        )
